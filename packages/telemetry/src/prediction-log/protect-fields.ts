import { createHmac } from "node:crypto";
import { isObject } from "./rows-of.ts";

/** Which fields must not be kept as they are. */
export interface Protection {
  /** Fields whose values are left out. */
  readonly redact: readonly string[];
  /** Fields of which a keyed hash is kept: the same value has the same hash, and nobody without the key can guess it. */
  readonly hash: readonly string[];
  readonly hashKey: string;
}

/** What stands in the place of a value that is left out. */
export const redacted = "[redacted]";

/** The same value without what is protected; of a row whose values have no names nothing is kept. */
export function protectRow(row: unknown, protection: Protection): unknown {
  const { redact, hash } = protection;
  if (redact.length + hash.length > 0 && !isObject(row)) return redacted;
  return protect(row, protection);
}

/** The same for an answer: its fields are protected where it has any of these names. */
export function protect(value: unknown, protection: Protection): unknown {
  if (Array.isArray(value)) return value.map((each) => protect(each, protection));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, protectField(name, each, protection)]),
  );
}

function protectField(name: string, value: unknown, protection: Protection): unknown {
  if (protection.redact.includes(name)) return redacted;
  if (!protection.hash.includes(name)) return protect(value, protection);
  return createHmac("sha256", protection.hashKey).update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
