import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Block } from "./block.ts";
import { readBlocks } from "./read-blocks.ts";
import { readNeeds } from "./read-needs.ts";

/** A document of the repository. */
export interface Page {
  /** From the repository's root: `docs/memory.md`. */
  readonly path: string;
  readonly text: string;
  readonly needs: readonly string[];
  readonly blocks: readonly Block[];
}

/** Reads a page and what is in it to run. */
export function readPage(root: string, path: string): Page {
  const text = readFileSync(join(root, path), "utf8");
  return { path, text, needs: readNeeds(text), blocks: readBlocks(text) };
}
