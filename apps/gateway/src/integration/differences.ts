/** Where two JSON values differ; numbers may by a millionth of themselves. */
export function differences(found: unknown, expected: unknown, path = "answer"): readonly string[] {
  if (isClose(found, expected)) return [];
  if (Array.isArray(found) && Array.isArray(expected) && found.length === expected.length)
    return found.flatMap((each, index) => differences(each, expected[index], `${path}[${index}]`));
  if (isRecord(found) && isRecord(expected)) {
    const keys = new Set([...Object.keys(found), ...Object.keys(expected)]);
    return [...keys].flatMap((key) => differences(found[key], expected[key], `${path}.${key}`));
  }
  return [`${path}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`];
}

function isClose(found: unknown, expected: unknown): boolean {
  if (typeof found !== "number" || typeof expected !== "number") return found === expected;
  return Math.abs(found - expected) <= 1e-6 * Math.max(Math.abs(found), Math.abs(expected));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
