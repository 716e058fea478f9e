const precision = 8;

/** The numbers of an array as NumPy prints them, all of one width: with exponents where sizes differ much. */
export function numpyFloats(values: readonly number[]): readonly string[] {
  const finite = values.filter((value) => Number.isFinite(value));
  const words = (needsExponents(finite) ? exponentials : positionals)(finite);
  const width = largest([...words.map((word) => word.length), ...values.map(widthOfOther)]);
  const rest = words.values();
  return values.map((value) => {
    const word = Number.isFinite(value) ? rest.next().value : otherWord(value);
    return (word ?? "").padStart(width);
  });
}

function needsExponents(values: readonly number[]): boolean {
  const sizes = values.map((value) => Math.abs(value)).filter((size) => size !== 0);
  if (sizes.length === 0) return false;
  const [min, max] = [-largest(sizes.map((size) => -size)), largest(sizes)];
  return max >= 1e8 || min < 1e-4 || max / min > 1000;
}

/** `1.`, ` 1.5 `: the points stand in one column. */
function positionals(values: readonly number[]): readonly string[] {
  const parts = values.map((value) => {
    const shortest = String(value);
    const digits = decimalsOf(shortest) > precision ? value.toFixed(precision) : shortest;
    return [integerOf(digits, value), trimmed(digits.split(".")[1] ?? "")] as const;
  });
  const width = largest(parts.map(([, fraction]) => fraction.length));
  return parts.map(([integer, fraction]) => `${integer}.${fraction.padEnd(width)}`);
}

/** `1.50e+00`: all have as many digits, in the fraction and in the exponent. */
function exponentials(values: readonly number[]): readonly string[] {
  const parts = values.map((value) => {
    const shortest = value.toExponential();
    const long = decimalsOf(shortest.split("e")[0] ?? "") > precision;
    const [digits = "", exponent = ""] = (long ? value.toExponential(precision) : shortest).split("e");
    const fraction = trimmed(digits.split(".")[1] ?? "");
    return {
      integer: integerOf(digits, value),
      fraction,
      sign: exponent.charAt(0),
      exponent: exponent.slice(1),
    };
  });
  const width = largest(parts.map(({ fraction }) => fraction.length));
  const size = Math.max(2, largest(parts.map(({ exponent }) => exponent.length)));
  return parts.map(
    ({ integer, fraction, sign, exponent }) =>
      `${integer}.${fraction.padEnd(width, "0")}e${sign}${exponent.padStart(size, "0")}`,
  );
}

/** Of as many numbers as there may be, which are too many for arguments. */
function largest(values: readonly number[]): number {
  return values.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
}

function integerOf(digits: string, value: number): string {
  const integer = digits.split(".")[0] ?? "";
  return Object.is(value, -0) || (value < 0 && !integer.startsWith("-")) ? `-${integer}` : integer;
}

function decimalsOf(digits: string): number {
  return digits.split(".")[1]?.length ?? 0;
}

function trimmed(fraction: string): string {
  return fraction.replace(/0+$/, "");
}

function otherWord(value: number): string {
  if (Number.isNaN(value)) return "nan";
  return value < 0 ? "-inf" : "inf";
}

function widthOfOther(value: number): number {
  return Number.isFinite(value) ? 0 : otherWord(value).length;
}
