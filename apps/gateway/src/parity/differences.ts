import { WrittenNumber } from "./python-json.ts";

/** Where two JSON values differ. Integers must be equal, floats may differ by a millionth of themselves. */
export function differences(found: unknown, expected: unknown, path = "body"): readonly string[] {
  if (Array.isArray(found) && Array.isArray(expected) && found.length === expected.length)
    return found.flatMap((each, index) => differences(each, expected[index], `${path}[${index}]`));
  if (isRecord(found) && isRecord(expected)) {
    const keys = new Set([...Object.keys(found), ...Object.keys(expected)]);
    return [...keys].flatMap((key) => differences(found[key], expected[key], `${path}.${key}`));
  }
  return isSame(found, expected) ? [] : [`${path}: ${shown(found)} instead of ${shown(expected)}`];
}

/** Numbers that have lost how they were written are compared as floats. */
function isSame(found: unknown, expected: unknown): boolean {
  if (typeof found === "number" && typeof expected === "number") return isClose(found, expected);
  if (!(found instanceof WrittenNumber) || !(expected instanceof WrittenNumber)) return found === expected;
  if (found.text === expected.text) return true;
  if (found.isInteger || expected.isInteger) return false;
  return isClose(Number(found.text), Number(expected.text));
}

function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-6 * Math.max(Math.abs(one), Math.abs(other));
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
