/**
 * How a date is written: the order of its parts, and the skeleton that all of a column must share. Fractions may
 * differ in length, and offsets in everything but that there is one.
 */
export interface DateFormat {
  readonly order: "year first" | "month first" | "day first";
  readonly skeleton: string;
}

const yearLast = /^(\d\d)([/.-])(\d\d)\2(\d{4})(?!\d)/;

/** The format that pandas guesses from a text; what it cannot guess is no date here. */
export function formatOf(text: string): DateFormat {
  const [, first] = yearLast.exec(text) ?? [];
  const order = first === undefined ? "year first" : Number(first) > 12 ? "day first" : "month first";
  return { order, skeleton: skeletonOf(text) };
}

/** The text in the format of ISO 8601; undefined where it is not in the given format. */
export function isoText(text: string, { order, skeleton }: DateFormat): string | undefined {
  if (skeletonOf(text) !== skeleton) return undefined;
  if (order === "month first") return text.replace(yearLast, "$4-$1-$3");
  if (order === "day first") return text.replace(yearLast, "$4-$3-$1");
  if (!/^\d{4}/.test(text)) return undefined;
  return text
    .replace(/^(\d{4})(\d\d)(\d\d)(?!\d)/, "$1-$2-$3")
    .replace(/^(\d{4})([/.])(\d\d)\2(\d\d)(?!\d)/, "$1-$3-$4");
}

function skeletonOf(text: string): string {
  return text
    .replace(/(?<=:\d\d(?:\.\d+)?)(?:Z|[+-]\d\d:?\d\d)$/, "z")
    .replace(/\.\d+(?=z?$)/, ".0")
    .replaceAll(/\d/g, "0");
}
