/** Powers of ten that a double holds exactly. */
export const powersOfTen: readonly number[] = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Halves the bits of a double in two, as Veltkamp does: products of halves are exact. */
const splitter = 2 ** 27 + 1;
/** More than the relative error of the second quotient. */
const doubt = 2 ** -50;

/**
 * The double next to `(large + small) / divisor`, all three of them exact, or NaN where the rest of the division
 * does not tell for sure which one that is.
 */
export function divideExactly(large: number, small: number, divisor: number): number {
  const quotient = large / divisor;
  const rest = remainder(large, quotient, divisor) + small;
  const correction = rest / divisor;
  const error = Math.abs(correction) * doubt;
  const rounded = quotient + (correction - error);
  return rounded === quotient + (correction + error) ? rounded : Number.NaN;
}

/** `large - quotient * divisor`, exact when the quotient is that of a division. */
function remainder(large: number, quotient: number, divisor: number): number {
  const product = quotient * divisor;
  const quotientHigh = highHalf(quotient);
  const quotientLow = quotient - quotientHigh;
  const divisorHigh = highHalf(divisor);
  const divisorLow = divisor - divisorHigh;
  const cross = quotientHigh * divisorHigh - product + quotientHigh * divisorLow + quotientLow * divisorHigh;
  return large - product - (cross + quotientLow * divisorLow);
}

function highHalf(value: number): number {
  const scaled = splitter * value;
  return scaled - (scaled - value);
}
