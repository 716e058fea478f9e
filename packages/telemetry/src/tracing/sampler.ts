/** The samplers that OpenTelemetry's own variable names. */
export const samplerNames = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

export interface SamplerSettings {
  readonly sampler: (typeof samplerNames)[number];
  /** The part of the traces that the samplers with a ratio record, from 0 to 1. */
  readonly ratio: number;
}

/** Which traces are recorded. */
export interface Sampler {
  /** Whether what the sender of a request has decided holds here, too. */
  readonly isParentBased: boolean;
  /** The part of all others that is recorded. */
  readonly ratio: number;
}

export function createSampler({ sampler, ratio }: SamplerSettings): Sampler {
  const isParentBased = sampler.startsWith("parentbased_");
  if (sampler.endsWith("traceidratio")) return { isParentBased, ratio };
  return { isParentBased, ratio: sampler.endsWith("always_on") ? 1 : 0 };
}
