import type { RegistryStatus } from "@switchyard/core";

/** `stale` while the registry does not answer; what was served is served on. */
export function registryView({ state, lagSeconds, failure }: RegistryStatus): object {
  return { registry: state, registry_lag_seconds: lagSeconds, registry_reason: failure?.message };
}
