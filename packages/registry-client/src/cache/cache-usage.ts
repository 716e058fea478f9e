import { join, resolve } from "node:path";
import { ModelShelf } from "./model-shelf.ts";
import { Scratch } from "./scratch.ts";

/** What a cache holds: models, and the bytes of their files. */
export interface CacheUsage {
  readonly models: number;
  readonly sizeBytes: number;
}

/** Looks through a cache directory; an empty one when there is none. */
export async function cacheUsage(cacheDirectory: string): Promise<CacheUsage> {
  const root = resolve(cacheDirectory);
  const stored = await new ModelShelf({ root, scratch: new Scratch(join(root, "tmp")) }).stored();
  return { models: stored.length, sizeBytes: stored.reduce((sum, each) => sum + each.sizeBytes, 0) };
}
