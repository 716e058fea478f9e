import type { FetchedModel } from "@switchyard/core";
import { isUntouched } from "./companion-shelf.ts";
import { readRecord, type CompiledRecord } from "./companion-record.ts";

/** What a model that came with its companion says of it. */
export type SuppliedCompanion =
  /** A graph of the model's own, or one that its author put there. */
  | { readonly kind: "own" }
  /** One that was compiled and compared, and is still the same. */
  | { readonly kind: "proven"; readonly record: CompiledRecord }
  /** One that was compiled and compared, and is another now. */
  | { readonly kind: "changed"; readonly record: CompiledRecord };

/** Looks whether the graph beside a model is the one that its record speaks of. */
export async function suppliedCompanion({ directory }: FetchedModel): Promise<SuppliedCompanion> {
  const record = await readRecord(directory);
  if (record?.status !== "compiled") return { kind: "own" };
  return { kind: (await isUntouched(directory, record)) ? "proven" : "changed", record };
}
