import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { test } from "vitest";
import { onBoundedLines } from "./bounded-lines.ts";

async function linesOf(pieces: readonly string[]): Promise<readonly string[]> {
  const stream = Readable.from(
    pieces.map((piece) => Buffer.from(piece, "latin1")),
    { objectMode: false },
  );
  const lines: string[] = [];
  onBoundedLines(stream, 8, (line) => lines.push(line));
  await finished(stream);
  return lines;
}

test.for([
  ["one line without an end", ["abc"], ["abc"]],
  ["several in one piece", ["a\nb\n\nc\n"], ["a", "b", "c"]],
  ["one in several pieces", ["ab", "c", "d\ne"], ["abcd", "e"]],
  ["the head of a long one", ["0123456789\nab\n"], ["01234567", "ab"]],
  ["the head of a long one in pieces", ["012345", "6789", "0123\nab"], ["01234567", "ab"]],
  ["a letter that two pieces share", ["\u00c3", "\u00bc\n"], ["ü"]],
  ["nothing", [], []],
] as const)("gives %s", async ([, pieces, lines], { expect }) => {
  expect(await linesOf(pieces)).toEqual(lines);
});
