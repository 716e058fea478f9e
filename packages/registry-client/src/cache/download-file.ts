import { createHash } from "node:crypto";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArtifactFile, ReadRange } from "@switchyard/core";
import { planRanges } from "../artifacts/ranges/plan-ranges.ts";
import { resumed } from "../artifacts/ranges/resumed.ts";
import type { ConcurrencyLimit } from "../concurrency-limit.ts";
import type { Download, HashedFile } from "./download-files.ts";
import { readWhole } from "./read-whole.ts";
import { together } from "../together.ts";
import { writeAt } from "./write-at.ts";

export interface FileDownload extends Download {
  readonly file: ArtifactFile;
  /** How many parts of files are read at once. */
  readonly ranges: ConcurrencyLimit;
}

/** One file of a model: nobody writes to it any more once it is whole. */
export async function downloadFile(download: FileDownload, signal: AbortSignal): Promise<HashedFile> {
  const { directory, file, store, location } = download;
  const target = join(directory, file.path);
  await mkdir(dirname(target), { recursive: true });
  await using handle = await open(target, "wx+");
  const readRange = await store.openRanges?.(location, file, signal);
  const sha256 =
    readRange === undefined || file.sizeBytes === undefined
      ? await readWhole(handle, download, signal)
      : await readParts({ ...download, handle, readRange, sizeBytes: file.sizeBytes }, signal);
  await handle.chmod(0o444);
  await handle.sync();
  return { path: file.path, sizeBytes: (await handle.stat()).size, sha256 };
}

interface PartedDownload extends FileDownload {
  readonly handle: FileHandle;
  readonly readRange: ReadRange;
  readonly sizeBytes: number;
}

/** A file of one part is hashed as it comes, others once they are here. */
async function readParts(download: PartedDownload, signal: AbortSignal): Promise<string> {
  const { handle, readRange, sizeBytes, retry: policy, ranges: limit, onBytes } = download;
  const hash = createHash("sha256");
  const planned = planRanges(sizeBytes);
  const isOnePart = planned.length <= 1;
  await together(
    planned,
    async (range, given) => {
      let position = range.from;
      for await (const chunk of resumed({ readRange, range, policy }, given)) {
        if (isOnePart) hash.update(chunk);
        await writeAt(handle, chunk, position);
        position += chunk.length;
        onBytes(chunk.length);
      }
    },
    { limit, signal },
  );
  if (!isOnePart)
    for await (const chunk of handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 2 ** 20 }))
      hash.update(chunk);
  return hash.digest("hex");
}
