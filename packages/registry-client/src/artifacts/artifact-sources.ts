import { createReadStream } from "node:fs";
import { join } from "node:path";
import { GatewayError, type ArtifactSource, type ByteRange } from "@switchyard/core";
import { createFileStore } from "./file/file-store.ts";

/** The files of a directory on this machine, those in its directories too; throws `load_failed` when there are none. */
export async function sourcesIn(directory: string, signal: AbortSignal): Promise<readonly ArtifactSource[]> {
  const files = await createFileStore((path) => path).list(directory, signal);
  return files.map(({ path, sizeBytes = 0 }) => ({
    path,
    sizeBytes,
    read: (range) => readFileRange(join(directory, path), range),
  }));
}

/** A file that is made of text. */
export function sourceOf(path: string, text: string): ArtifactSource {
  const bytes = Buffer.from(text);
  return { path, sizeBytes: bytes.byteLength, read: (range) => readBytes(bytes, range) };
}

/** A stream cannot be asked for no bytes at all. */
async function* readFileRange(path: string, { from, to }: ByteRange): AsyncGenerator<Uint8Array> {
  if (to === from) return;
  try {
    yield* createReadStream(path, { start: from, end: to - 1, highWaterMark: 2 ** 18 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GatewayError("load_failed", `cannot read ${path}: ${reason}`, { cause });
  }
}

async function* readBytes(bytes: Uint8Array, { from, to }: ByteRange): AsyncGenerator<Uint8Array> {
  if (to > from) yield bytes.subarray(from, to);
}
