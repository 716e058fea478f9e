const starts = [
  "ba",
  "de",
  "fi",
  "go",
  "hu",
  "ka",
  "le",
  "mi",
  "no",
  "pu",
  "ra",
  "se",
  "ti",
  "vo",
  "wu",
  "za",
];
const ends = ["n", "r", "s", "t", "l", "m", "k", "x", "nd", "rk", "st", "lt", "mp", "nk", "sh", "ng"];

/** 4096 words that are all different. */
export const vocabulary: readonly string[] = starts.flatMap((one) =>
  starts.flatMap((other) => ends.map((end) => `${one}${other}${end}`)),
);

/** A text of so many words, most of them known. */
export function textOf(words: number): string {
  return Array.from({ length: words }, (_each, index) =>
    index % 5 === 4 ? `unknown${index}` : (vocabulary[(index * 619) % vocabulary.length] ?? ""),
  ).join(" ");
}
