import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { GatewayError, type ArtifactFile, type ArtifactStore } from "@switchyard/core";
import { ConcurrencyLimit } from "../concurrency-limit.ts";
import { syncDirectory } from "./sync-directory.ts";

/** A file that is here, and its SHA-256 in hex. */
export interface HashedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface Download {
  readonly location: string;
  readonly files: readonly ArtifactFile[];
  readonly store: ArtifactStore;
  /** Where the files are put; it exists and is empty. */
  readonly directory: string;
  readonly onBytes: (count: number) => void;
}

const maxConcurrentFiles = 8;

/** Brings files here, on the disk and of the size that was listed; the first failure ends all of it. */
export async function downloadFiles(download: Download, signal: AbortSignal): Promise<readonly HashedFile[]> {
  const abort = new AbortController();
  const either = AbortSignal.any([signal, abort.signal]);
  const limit = new ConcurrencyLimit(maxConcurrentFiles);
  const outcomes = await Promise.allSettled(
    download.files.map((file) =>
      limit
        .run(() => downloadFile(download, file, either))
        .catch((thrown: unknown) => {
          abort.abort(thrown);
          throw abort.signal.reason;
        }),
    ),
  );
  signal.throwIfAborted();
  if (abort.signal.aborted) throw abort.signal.reason;
  await syncDirectory(download.directory);
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
}

async function downloadFile(
  { location, store, directory, onBytes }: Download,
  file: ArtifactFile,
  signal: AbortSignal,
): Promise<HashedFile> {
  signal.throwIfAborted();
  const target = join(directory, file.path);
  await mkdir(dirname(target), { recursive: true });
  const hash = createHash("sha256");
  let sizeBytes = 0;
  await using handle = await open(target, "wx");
  await handle.writeFile(
    tapped(await store.read(location, file, signal), (chunk) => {
      hash.update(chunk);
      sizeBytes += chunk.length;
      onBytes(chunk.length);
    }),
    { signal },
  );
  checkSize(location, file, sizeBytes);
  await handle.sync();
  return { path: file.path, sizeBytes, sha256: hash.digest("hex") };
}

async function* tapped(
  chunks: AsyncIterable<Uint8Array>,
  onChunk: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onChunk(chunk);
    yield chunk;
  }
}

/** A proxy's answer has no length of its own: one that was cut off shows in nothing but its size. */
function checkSize(location: string, { path, sizeBytes }: ArtifactFile, receivedBytes: number): void {
  if (sizeBytes === undefined || sizeBytes === receivedBytes) return;
  throw new GatewayError(
    "load_failed",
    `${location}: ${path} is incomplete, got ${receivedBytes} of ${sizeBytes} bytes`,
  );
}
