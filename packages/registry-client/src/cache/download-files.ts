import { GatewayError, type ArtifactFile, type ArtifactStore } from "@switchyard/core";
import type { RetryPolicy } from "../artifacts/ranges/retries.ts";
import { ConcurrencyLimit } from "../concurrency-limit.ts";
import { downloadFile } from "./download-file.ts";
import { syncDirectory } from "./sync-directory.ts";
import { together } from "../together.ts";

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
  readonly retry: RetryPolicy;
  /** Hears of bytes that came, and by negative counts of those that have to come again. */
  readonly onBytes: (count: number) => void;
}

const maxConcurrentFiles = 8;
const maxConcurrentRanges = 8;

/** Brings files here, on the disk and of the size that was listed; the first failure ends all of it. */
export async function downloadFiles(download: Download, signal: AbortSignal): Promise<readonly HashedFile[]> {
  const ranges = new ConcurrencyLimit(maxConcurrentRanges);
  const brought = await together(
    download.files,
    async (file, given) => {
      const hashed = await downloadFile({ ...download, file, ranges }, given).catch((thrown: unknown) => {
        throw named(download, file, thrown);
      });
      return checked(download, file, hashed);
    },
    { limit: new ConcurrencyLimit(maxConcurrentFiles), signal },
  );
  await syncDirectory(download.directory);
  return brought;
}

/** A broken connection does not say which file it broke. */
function named({ location }: Download, { path }: ArtifactFile, thrown: unknown): Error {
  if (thrown instanceof GatewayError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new Error(reason.startsWith(location) ? reason : `${location}: cannot fetch ${path}: ${reason}`, {
    cause: thrown,
  });
}

function checked({ location }: Download, { path, sizeBytes }: ArtifactFile, hashed: HashedFile): HashedFile {
  if (sizeBytes === undefined || sizeBytes === hashed.sizeBytes) return hashed;
  throw new GatewayError(
    "load_failed",
    `${location}: ${path} is incomplete, got ${hashed.sizeBytes} of ${sizeBytes} bytes`,
  );
}
