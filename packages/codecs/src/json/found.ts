import { isJsonList, isJsonObject, PythonFloat, type JsonValue } from "./json-value.ts";

const longest = 60;

/** What was found, for a message; never much of the caller's data. */
export function found(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value instanceof PythonFloat) return String(value.value);
  if (isJsonList(value)) return `a list of ${value.length}`;
  if (isJsonObject(value)) return "an object";
  if (typeof value === "string") return JSON.stringify(shortened(value));
  return shortened(String(value));
}

/** A list of names as Python prints it; long ones are cut. */
export function pythonList(names: readonly (string | number)[]): string {
  const few = names.slice(0, 20).map((name) => (typeof name === "number" ? name : `'${shortened(name)}'`));
  return `[${few.join(", ")}${names.length > few.length ? ", …" : ""}]`;
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
