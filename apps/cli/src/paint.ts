import { styleText } from "node:util";

/** What a word means, and so how it looks. */
export type Meaning = "good" | "doubtful" | "bad" | "faint" | "head";

const looks = {
  good: "green",
  doubtful: "yellow",
  bad: "red",
  faint: "dim",
  head: "bold",
} as const satisfies Record<Meaning, string>;

/** The text in the colour of its meaning, where standard output is a terminal and neither `NO_COLOR` nor `TERM=dumb` is set. */
export function paint(meaning: Meaning, text: string): string {
  return styleText(looks[meaning], text, { stream: process.stdout });
}
