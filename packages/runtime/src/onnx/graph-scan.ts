import { open } from "node:fs/promises";

const pieceBytes = 1024 * 1024;

/** Which of these words stand anywhere in a file; it is read in pieces, since weights may be large. */
export async function wordsIn<Word extends string>(
  path: string,
  words: readonly Word[],
): Promise<ReadonlySet<Word>> {
  const found = new Set<Word>();
  // The end of each piece is looked at again with the next: a word may lie across.
  const overlap = Math.max(...words.map((word) => word.length)) - 1;
  const piece = Buffer.alloc(pieceBytes + overlap);
  await using file = await open(path);
  let kept = 0;
  for (;;) {
    const { bytesRead } = await file.read(piece, kept, piece.length - kept);
    if (bytesRead === 0) return found;
    const read = piece.subarray(0, kept + bytesRead);
    for (const word of words) if (read.includes(word)) found.add(word);
    kept = Math.min(overlap, read.length);
    piece.copyWithin(0, read.length - kept, read.length);
  }
}

/**
 * Whether an answer of this graph may depend on the rows that run beside it: dynamic quantisation takes one
 * scale from the whole batch. Requests to such models never share a run, so that company changes no answer.
 */
export async function dependsOnCompany(path: string): Promise<boolean> {
  const words = await wordsIn(path, ["DynamicQuantizeLinear"]);
  return words.size > 0;
}
