import type { ModelStage } from "@switchyard/core";

/** Aliases that are to mean a version, and the stage that it is to be in. */
export interface Labels {
  readonly aliases: readonly string[];
  /** Any stage when it is left out. */
  readonly stage?: ModelStage | undefined;
}

/** What a registry says of a version just now. */
export interface LabelsThere {
  /** Alias → version, of all versions of the model. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly version: string;
  readonly stage: string;
}

/**
 * What has to be set so that a version has these labels. With `missing`, those that somebody has moved elsewhere
 * since stay where they are.
 */
export function labelsToSet(wanted: Labels, there: LabelsThere, which: "all" | "missing"): Labels {
  const aliases = wanted.aliases.filter((alias) => {
    const meant = there.aliases[alias];
    return which === "all" ? meant !== there.version : meant === undefined;
  });
  const isSet = which === "all" ? there.stage === wanted.stage : there.stage !== "None";
  return { aliases, stage: isSet || wanted.stage === there.stage ? undefined : wanted.stage };
}
