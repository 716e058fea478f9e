import type { ServedModels } from "@switchyard/core";

/** Which models must answer before the gateway counts as ready. */
export type ReadinessPolicy = "all" | "any" | readonly string[];

/** Whether the gateway can take traffic; a reload never changes it, since the old version serves on. */
export function isReady(models: ServedModels, policy: ReadinessPolicy): boolean {
  const names = models.names();
  const answers = (name: string): boolean =>
    names.includes(name) && models.status(name).current !== undefined;
  if (policy === "any") return names.length === 0 || names.some(answers);
  return (policy === "all" ? names : policy).every(answers);
}
