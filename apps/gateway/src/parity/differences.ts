import { WrittenNumber } from "./python-json.ts";

export interface DifferencesOptions {
  /** Where the values stand. */
  readonly path?: string;
  /** How far floats may be apart, as a part of themselves. */
  readonly tolerance?: number;
}

/** Where two JSON values differ. Integers must be equal, floats may differ by a millionth of themselves, or as is said. */
export function differences(
  found: unknown,
  expected: unknown,
  { path = "body", tolerance = 1e-6 }: DifferencesOptions = {},
): readonly string[] {
  const below = (one: unknown, other: unknown, place: string): readonly string[] =>
    differences(one, other, { path: `${path}${place}`, tolerance });
  if (Array.isArray(found) && Array.isArray(expected) && found.length === expected.length)
    return found.flatMap((each, index) => below(each, expected[index], `[${index}]`));
  if (isRecord(found) && isRecord(expected)) {
    const keys = new Set([...Object.keys(found), ...Object.keys(expected)]);
    return [...keys].flatMap((key) => below(found[key], expected[key], `.${key}`));
  }
  return isSame(found, expected, tolerance) ? [] : [`${path}: ${shown(found)} instead of ${shown(expected)}`];
}

/** Numbers that have lost how they were written are compared as floats. */
function isSame(found: unknown, expected: unknown, tolerance: number): boolean {
  if (typeof found === "number" && typeof expected === "number") return isClose(found, expected, tolerance);
  if (!(found instanceof WrittenNumber) || !(expected instanceof WrittenNumber)) return found === expected;
  if (found.text === expected.text) return true;
  if (found.isInteger || expected.isInteger) return false;
  return isClose(Number(found.text), Number(expected.text), tolerance);
}

function isClose(one: number, other: number, tolerance: number): boolean {
  return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber)
  );
}

function shown(value: unknown): string {
  const text = value instanceof WrittenNumber ? value.text : JSON.stringify(value);
  return (text ?? "nothing").slice(0, 200);
}
