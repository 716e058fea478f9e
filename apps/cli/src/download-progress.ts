import type { OnProgress } from "@switchyard/core";
import type { OnSent } from "@switchyard/registry-client";
import type { OutputOptions } from "./output-options.ts";

export interface DownloadProgress extends Disposable {
  readonly onProgress: OnProgress;
  readonly onSent: OnSent;
  /** Shows another step that takes its time. */
  readonly say: (step: string) => void;
}

/** A line on a terminal that says how far the work is, and goes when it is disposed; nothing elsewhere or when quiet. */
export function downloadProgress({ quiet = false }: OutputOptions, label: string): DownloadProgress {
  const write = (text: string): void => {
    if (!quiet && process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
  };
  return {
    onProgress: ({ fetchedBytes, totalBytes }) =>
      write(`${label}: ${megabytes(fetchedBytes)} of ${megabytes(totalBytes)} MB fetched`),
    onSent: ({ sentBytes, totalBytes }) =>
      write(`${label}: ${megabytes(sentBytes)} of ${megabytes(totalBytes)} MB sent`),
    say: (step) => write(`${label}: ${step}`),
    [Symbol.dispose]: () => write(""),
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
