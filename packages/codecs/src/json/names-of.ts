import type { JsonObject } from "./json-value.ts";

/** Objects in which names such as `"10"` stand elsewhere than they were written: JavaScript puts these first. */
const written = new WeakMap<JsonObject, readonly string[]>();

/** Remembers in which order the names of an object were written. */
export function rememberNames(object: JsonObject, names: Iterable<string>): void {
  written.set(object, [...names]);
}

/** The names of an object in the order in which they were written, as in a Python dictionary. */
export function namesOf(object: JsonObject): readonly string[] {
  return written.get(object) ?? Object.keys(object);
}
