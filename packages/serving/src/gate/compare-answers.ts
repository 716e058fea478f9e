/** A place where two answers differ. */
export interface AnswerDifference {
  /** `predictions[0].label`; `answer` for the whole. */
  readonly path: string;
  /** What stands there; undefined where nothing does. */
  readonly found: unknown;
  readonly expected: unknown;
}

/**
 * Where two JSON values differ. Numbers may differ by `tolerance` of the larger one's size; all else must be
 * equal, but for the order of keys.
 */
export function compareAnswers(
  found: unknown,
  expected: unknown,
  tolerance: number,
): readonly AnswerDifference[] {
  return differencesAt("", [found, expected], tolerance);
}

type Pair = readonly [found: unknown, expected: unknown];

function differencesAt(path: string, pair: Pair, tolerance: number): readonly AnswerDifference[] {
  const [found, expected] = pair;
  if (isAlike(pair, tolerance)) return [];
  if (Array.isArray(found) && Array.isArray(expected) && found.length === expected.length)
    return found.flatMap((each: unknown, index) =>
      differencesAt(`${path}[${index}]`, [each, expected[index]], tolerance),
    );
  if (isRecord(found) && isRecord(expected)) {
    const keys = new Set([...Object.keys(found), ...Object.keys(expected)]);
    return [...keys].flatMap((key) =>
      differencesAt(path === "" ? key : `${path}.${key}`, [own(found, key), own(expected, key)], tolerance),
    );
  }
  return [{ path: path === "" ? "answer" : path, found, expected }];
}

function isAlike([found, expected]: Pair, tolerance: number): boolean {
  if (typeof found !== "number" || typeof expected !== "number") return found === expected;
  return (
    found === expected ||
    Math.abs(found - expected) <= tolerance * Math.max(Math.abs(found), Math.abs(expected))
  );
}

type JsonRecord = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
