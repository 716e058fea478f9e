import { schemaMismatch } from "../faults.ts";
import { pythonList } from "../json/found.ts";

/** One named part of a signature. */
interface Named {
  readonly name: string | undefined;
  readonly required?: boolean;
}

/** Throws `schema_mismatch` when a required input is not among the given names; extra ones are only told. */
export function checkPresent(specs: readonly Named[], given: readonly (string | number)[]): void {
  const names = new Set(given);
  const missing = specs.filter(({ name = "", required = true }) => required && !names.has(name));
  if (missing.length === 0) return;
  const known = new Set(specs.map(({ name }) => name));
  const extra = [...names].filter((name) => typeof name === "number" || !known.has(name));
  const inputs = pythonList(missing.map(({ name = "" }) => name));
  const note = extra.length > 0 ? ` Note that there were extra inputs: ${pythonList(extra)}.` : "";
  throw schemaMismatch(`Model is missing inputs ${inputs}.${note}`);
}

/** The fault of a table with fewer columns than a signature without names. */
export function tooFewColumns(expected: number, actual: number): Error {
  return schemaMismatch(
    `Model inference is missing inputs. The signature has ${expected} unnamed inputs, the request ${actual}.`,
  );
}
