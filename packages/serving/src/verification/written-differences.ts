import { nameOfPlace, placesWithin, wholeAnswer, type AnswerPlace } from "./answer-place.ts";
import type { TypicalSizes } from "./typical-sizes.ts";
import { isRecord, WrittenNumber, writtenText } from "./written-json.ts";

/** A place where a companion's answer is not the Python model's. */
export interface WrittenDifference {
  readonly path: string;
  readonly found: unknown;
  readonly expected: unknown;
  /** Of two numbers, as a part of their size; infinite for what is no matter of size. */
  readonly error: number;
}

/**
 * Where two answers differ, however little. The error of two floats is their distance as a part of the largest of
 * their sizes and the size that is typical for such a place, so that a probability of 1e-9 is not judged by its own
 * size. Integers, texts, truth values and the structure are equal or infinitely different; the order of keys says
 * nothing.
 */
export function writtenDifferences(
  found: unknown,
  expected: unknown,
  sizes: TypicalSizes,
): readonly WrittenDifference[] {
  return differencesAt(wholeAnswer, [found, expected], sizes);
}

type Pair = readonly [found: unknown, expected: unknown];

function differencesAt(place: AnswerPlace, pair: Pair, sizes: TypicalSizes): readonly WrittenDifference[] {
  const [found, expected] = pair;
  const placeOf = placesWithin(place, expected);
  if (Array.isArray(found) && Array.isArray(expected) && found.length === expected.length)
    return expected.flatMap((each: unknown, at) => differencesAt(placeOf(at), [found[at], each], sizes));
  if (isRecord(found) && isRecord(expected) && hasKeysOf(found, expected))
    return Object.entries(expected).flatMap(([key, each]) =>
      differencesAt(placeOf(key), [found[key], each], sizes),
    );
  const error = errorOf(pair, sizes.get(place.kind) ?? 0);
  return error === 0
    ? []
    : [{ path: nameOfPlace(place), found: shown(found), expected: shown(expected), error }];
}

function hasKeysOf(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): boolean {
  const keys = Object.keys(other);
  return keys.length === Object.keys(one).length && keys.every((key) => Object.hasOwn(one, key));
}

function errorOf([found, expected]: Pair, typical: number): number {
  if (!(found instanceof WrittenNumber) || !(expected instanceof WrittenNumber))
    return found === expected ? 0 : Number.POSITIVE_INFINITY;
  if (found.text === expected.text) return 0;
  const [one, other] = [found.value, expected.value];
  if (found.isInteger || expected.isInteger || !Number.isFinite(one) || !Number.isFinite(other))
    return Number.POSITIVE_INFINITY;
  const size = Math.max(Math.abs(one), Math.abs(other), typical);
  // Divided before they are subtracted, since the distance of two doubles may be more than a double holds.
  return one === other ? 0 : Math.abs(one / size - other / size);
}

const longest = 200;

/** A value for people: plain where it is one, else the beginning of its JSON. */
function shown(value: unknown): unknown {
  if (value instanceof WrittenNumber) return Number.isFinite(value.value) ? value.value : value.text;
  if (typeof value === "string") return value.slice(0, longest);
  return value === null || typeof value !== "object" ? value : writtenText(value).slice(0, longest);
}
