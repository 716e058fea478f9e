import { randomUUID } from "node:crypto";
import type { JsonValue } from "../json/json-value.ts";
import { Cells } from "../plain-numbers/cells.ts";
import { NumberScanner } from "../plain-numbers/number-scanner.ts";
import { marks, takesCell } from "../plain-numbers/source.ts";

/** A JSON text in which texts of our own stand for its long lists of numbers, and those lists. */
export interface Lifted {
  readonly json: Uint8Array;
  /** By the texts that stand for them. */
  readonly lists: ReadonlyMap<JsonValue | undefined, Float64Array>;
}

const key = Buffer.from('"data"');
const backslash = 0x5c;
/** Shorter texts are read as fast as they are. */
const leastBytes = 4096;
/** Nobody else can write it. */
const mark = randomUUID();

/**
 * Takes the flat lists of plain numbers out that stand under the name `data`, so that no value is made of each
 * number. What else there is to the text is for whoever reads the rest.
 */
export function liftNumbers(text: Uint8Array): Lifted {
  const lists = new Map<JsonValue | undefined, Float64Array>();
  if (text.length < leastBytes) return { json: text, lists };
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  const pieces: Uint8Array[] = [];
  let done = 0;
  for (let at = bytes.indexOf(key); at !== -1; at = bytes.indexOf(key, at + key.length)) {
    // Behind a backslash it is the end of another name.
    const list = bytes[at - 1] === backslash ? undefined : readList(bytes.subarray(at + key.length));
    if (!list) continue;
    const name = `${mark}-${lists.size}`;
    pieces.push(bytes.subarray(done, at), Buffer.from(`"data":"${name}"`));
    lists.set(name, list.numbers);
    done = at + key.length + list.sizeBytes;
  }
  return { json: lists.size === 0 ? text : Buffer.concat([...pieces, bytes.subarray(done)]), lists };
}

interface List {
  readonly numbers: Float64Array;
  /** From the colon to the end of the list. */
  readonly sizeBytes: number;
}

function readList(bytes: Buffer): List | undefined {
  const scanner = new NumberScanner(bytes);
  const cells = new Cells();
  if (!scanner.takes(marks.colon) || !scanner.takes(marks.openList)) return undefined;
  do if (!takesCell({ scanner, cells }, false)) return undefined;
  while (scanner.takes(marks.comma));
  if (!scanner.takes(marks.closeList)) return undefined;
  const numbers = cells.toTensor("float64", [cells.length]);
  return numbers?.dtype === "float64" ? { numbers: numbers.data, sizeBytes: scanner.offset } : undefined;
}
