/** An SVG path over a width of 100 and a height of 24: the newest value at the right, the largest at the top. */
export function sparklinePath(values: readonly number[], count: number): string {
  const top = Math.max(...values, 1e-9);
  const step = 100 / Math.max(1, count - 1);
  const left = 100 - (values.length - 1) * step;
  return values
    .map(
      (value, index) =>
        `${index === 0 ? "M" : "L"}${round(left + index * step)} ${round(22 - (value / top) * 20)}`,
    )
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
