import type { ModelDetails } from "../api/model-details.ts";
import { messageOf } from "../api/api-error.ts";
import { isRecord } from "../format/is-record.ts";
import { faulty, type Draft } from "./draft.ts";

const envelopes = ["dataframe_split", "dataframe_records", "instances", "inputs"] as const;

/** The request that was typed as JSON: what MLflow's scoring protocol takes, sent as it stands. */
export function jsonDraft(text: string, details: ModelDetails): Draft {
  if (text.trim() === "") return faulty({ message: "expected JSON", isMissing: true });
  const parsed = parse(text);
  if ("fault" in parsed) return faulty({ message: parsed.fault });
  const message = faultOf(parsed.value, details);
  if (message !== undefined) return faulty({ message });
  return { request: { kind: "json", below: "/invocations", body: text }, faults: [] };
}

function parse(text: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (thrown) {
    return { fault: `not JSON: ${messageOf(thrown)}` };
  }
}

function faultOf(value: unknown, details: ModelDetails): string | undefined {
  if (!isRecord(value)) return `expected an object with one of ${envelopes.join(", ")}`;
  const found = envelopes.filter((each) => Object.hasOwn(value, each));
  if (found.length !== 1)
    return `expected one of ${envelopes.join(", ")}, found ${found.length === 0 ? "none" : found.join(" and ")}`;
  const missing = missingColumns(value["dataframe_split"], details);
  return missing.length === 0 ? undefined : `dataframe_split.columns: ${missing.join(", ")} missing`;
}

function missingColumns(split: unknown, { signature }: ModelDetails): readonly string[] {
  const inputs = signature?.inputs;
  if (inputs?.kind !== "columns" || !isRecord(split) || !Array.isArray(split["columns"])) return [];
  const given: readonly unknown[] = split["columns"];
  return inputs.columns
    .filter(({ name, required }) => required && typeof name === "string" && !given.includes(name))
    .map(({ name }) => name ?? "");
}
