import { placesWithin, wholeAnswer, type AnswerPlace } from "./answer-place.ts";
import { isRecord, WrittenNumber } from "./written-json.ts";

/** How large the numbers of each kind of place usually are. */
export type TypicalSizes = ReadonlyMap<string, number>;

/** The median absolute size of the finite numbers at each kind of place in all these answers. */
export function typicalSizes(answers: Iterable<unknown>): TypicalSizes {
  const sizes = new Map<string, number[]>();
  for (const answer of answers) collect(answer, wholeAnswer, sizes);
  return new Map(Array.from(sizes, ([kind, numbers]) => [kind, medianOf(numbers)]));
}

function collect(value: unknown, place: AnswerPlace, sizes: Map<string, number[]>): void {
  if (value instanceof WrittenNumber) {
    addSize(Math.abs(value.value), place.kind, sizes);
    return;
  }
  const placeOf = placesWithin(place, value);
  if (Array.isArray(value)) for (const [at, each] of value.entries()) collect(each, placeOf(at), sizes);
  else if (isRecord(value))
    for (const [key, each] of Object.entries(value)) collect(each, placeOf(key), sizes);
}

function addSize(size: number, kind: string, sizes: Map<string, number[]>): void {
  if (!Number.isFinite(size)) return;
  const others = sizes.get(kind);
  if (others) others.push(size);
  else sizes.set(kind, [size]);
}

/** The upper one of two in the middle. */
function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
