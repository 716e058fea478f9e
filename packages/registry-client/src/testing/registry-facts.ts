import { z } from "zod";
import type { LoggedModel, Run } from "../stores/registry-store.ts";

/** What differs between two registries that hold the sample: ids, places and times. */
export interface RegistryFacts {
  /** `<name> <version>` → where the registry says that its files lie. */
  readonly sources: Readonly<Record<string, string>>;
  readonly runs: Readonly<Record<"run1" | "run2", Run>>;
  /** `iris3` and then `newer` were logged by run 1 as `model`, and so was `deleted`; `otherRun` by run 2. */
  readonly loggedModels: Readonly<
    Record<"iris3" | "newer" | "otherRun" | "deleted", Pick<LoggedModel, "modelId" | "location">>
  >;
  /** The name with the strangest letters that the registry allows. */
  readonly oddName: string;
  readonly irisUpdatedMs: number;
}

const run = z.object({ runId: z.string(), experimentId: z.string(), location: z.string() });
const loggedModel = z.object({ modelId: z.string(), location: z.string() });

const facts = z.object({
  sources: z.record(z.string(), z.string()),
  runs: z.object({ run1: run, run2: run }),
  loggedModels: z.object({
    iris3: loggedModel,
    newer: loggedModel,
    otherRun: loggedModel,
    deleted: loggedModel,
  }),
  oddName: z.string(),
  irisUpdatedMs: z.number(),
});

/** Reads what `write_registry.py` prints. */
export function parseRegistryFacts(value: unknown): RegistryFacts {
  return facts.parse(value);
}
