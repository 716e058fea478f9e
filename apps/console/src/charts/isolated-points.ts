import type { Maybe } from "../api/maybe.ts";

/** Where a value stands alone, with none before and none after it. */
export function isolatedPoints(values: ArrayLike<Maybe<number>>): readonly number[] {
  const isKnown = (index: number): boolean => typeof values[index] === "number";
  return Array.from(values, (_, index) => index).filter(
    (index) => isKnown(index) && !isKnown(index - 1) && !isKnown(index + 1),
  );
}
