import { Readable } from "node:stream";
import type { ArtifactSource } from "@switchyard/core";
import type { AxiosRequestConfig } from "axios";

/** One try to send a file. */
export interface Upload extends Disposable {
  readonly headers: Readonly<Record<string, string | number>>;
  readonly request: AxiosRequestConfig;
  /** Why the file cannot be read, once that is known. */
  readonly failure: () => Error | undefined;
}

/** A proxy answers when it has handed a file on to its own store, which takes the longer the larger it is. */
const longestSilenceMs = 600_000;

/**
 * A file as the body of a request. It is of a known length, as MLflow takes no other, and follows no redirect, for
 * which all of it would have to be kept in memory.
 */
export function openUpload({ sizeBytes, read }: ArtifactSource): Upload {
  const data = Readable.from(read({ from: 0, to: sizeBytes }), { objectMode: false });
  let failure: Error | undefined;
  data.once("error", (reason) => (failure = reason));
  return {
    failure: () => failure,
    headers: { "Content-Type": "application/octet-stream", "Content-Length": sizeBytes },
    request: { data, maxRedirects: 0, maxBodyLength: Infinity, timeout: longestSilenceMs },
    [Symbol.dispose]: () => void data.destroy(),
  };
}
