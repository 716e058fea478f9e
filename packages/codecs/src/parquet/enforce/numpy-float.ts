import { exponential, floatRepr } from "@switchyard/core";

/** NumPy's `str()` of a float: the fewest digits that give it again, with an exponent from some size on. */
export function numpyFloat(value: number, dtype: "float16" | "float32"): string {
  const { round, limit } = precisions[dtype];
  if (!Number.isFinite(value)) return floatRepr(value);
  const short = shortest(value, round);
  return Math.abs(short) < limit ? floatRepr(short) : exponential(short);
}

const precisions = {
  float16: { round: Math.f16round, limit: 1e3 },
  float32: { round: Math.fround, limit: 1e6 },
};

function shortest(value: number, round: (value: number) => number): number {
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (round(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}
