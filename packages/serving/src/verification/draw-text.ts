import { plainWords } from "./plain-words.ts";
import type { Random } from "./random.ts";

/** A text like the known ones: where those are words of a set, one of them; where they are prose, any prose. */
export function drawText(known: readonly string[], random: Random): string {
  if (!isProse(known)) return random.pick(known);
  if (known.length > 0 && random.chance(0.2)) return random.pick(known);
  const words = vocabularyOf(known);
  const text = Array.from({ length: random.integer(1, 20) }, () => drawWord(words, random)).join(" ");
  return random.pick(turns)(text, random);
}

/** Texts beside the known ones: in other letters, cut, with accents, unseen, of no length and of much. */
export function oddTexts(known: readonly string[], random: Random): readonly string[] {
  const text = known.length > 0 ? random.pick(known) : "plain";
  const turned = [text.toUpperCase(), text.toLowerCase(), withoutFirst(text), `${text} `, `${text}é`];
  return ["", ...turned, "unseen", "é", "1", "a", " ", `${text} `.repeat(2000).slice(0, 20_000)];
}

/** Whether the texts are sentences rather than names of categories; nobody knows without an example. */
function isProse(known: readonly string[]): boolean {
  return known.length === 0 || known.some((text) => text.length > 40 || /\s\S+\s/.test(text));
}

const oddWords = [
  "a",
  "I",
  "é",
  "7",
  "_",
  "-",
  "😀",
  "naïve",
  "Straße",
  "ÉCOLE",
  "日本語",
  "don't",
  "e-mail",
  "snake_case",
  "3.14",
  "1,000",
  "(so)",
  "what?!",
  "\t",
  "\n",
];

function vocabularyOf(known: readonly string[]): readonly string[] {
  return known.flatMap((text) => text.split(/\s+/)).filter((word) => word !== "");
}

function drawWord(words: readonly string[], random: Random): string {
  const kind = random.fraction();
  if (kind < 0.12) return random.pick(oddWords);
  const word = random.pick(words.length > 0 && kind < 0.5 ? words : plainWords);
  return random.chance(0.1) ? cut(word, random) : word;
}

/** Cut between characters, so that no half of one is left. */
function cut(text: string, random: Random): string {
  const characters = Array.from(text);
  return characters.slice(0, random.integer(1, characters.length)).join("");
}

function withoutFirst(text: string): string {
  return Array.from(text).slice(1).join("");
}

const asItIs = (text: string): string => text;
const turns: readonly ((text: string, random: Random) => string)[] = [
  asItIs,
  asItIs,
  asItIs,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => `${text}!`,
  (text, random) => cut(text, random),
];
