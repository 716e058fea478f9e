import { isRecord, WrittenNumber } from "./written-json.ts";

/** A place in an answer. */
export interface AnswerPlace {
  /** `predictions[0].label`; `answer` for the whole. */
  readonly path: string;
  /** What it has in common with the same place of other rows: `predictions[].label`. */
  readonly kind: string;
  /** Whether a list within counts rows: the first list on the way does. */
  readonly rows: boolean;
}

/** The whole answer. */
export const wholeAnswer: AnswerPlace = { path: "", kind: "", rows: true };

/**
 * The places within a list or an object of the Python model's answer, by index or key. Numbers that add up to one,
 * such as the probabilities of the classes, are of one kind.
 */
export function placesWithin(place: AnswerPlace, parent: unknown): (key: string | number) => AnswerPlace {
  const kindOfAll = kindOfAllWithin(place, parent);
  return (key) => ({
    path: joined(place.path, key),
    kind: kindOfAll ?? joined(place.kind, key),
    rows: place.rows && typeof key === "string",
  });
}

function kindOfAllWithin(place: AnswerPlace, parent: unknown): string | undefined {
  if (place.rows && Array.isArray(parent)) return `${place.kind}[]`;
  return isDistribution(parent) ? `${place.kind}[p]` : undefined;
}

/** The name of a place in messages. */
export function nameOfPlace({ path }: AnswerPlace): string {
  return path === "" ? "answer" : path;
}

function joined(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}

function isDistribution(parent: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(parent)
    ? parent
    : isRecord(parent)
      ? Object.values(parent)
      : [];
  const numbers = values.flatMap((each) => (each instanceof WrittenNumber ? [each.value] : []));
  if (numbers.length < 2 || numbers.length < values.length) return false;
  const sum = numbers.reduce((total, each) => total + each, 0);
  return numbers.every((each) => each >= 0) && Math.abs(sum - 1) < 1e-3;
}
