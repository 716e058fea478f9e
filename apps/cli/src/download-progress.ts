import type { WriteStream } from "node:tty";
import type { OnProgress } from "@switchyard/core";
import type { OnSent } from "@switchyard/registry-client";

export interface DownloadProgress extends Disposable {
  readonly onProgress: OnProgress;
  readonly onSent: OnSent;
  /** Shows another step that takes its time. */
  readonly say: (step: string) => void;
}

/** A line on a terminal that says how far the work is, and goes when it is disposed; nothing elsewhere. */
export function downloadProgress(terminal: WriteStream, label: string): DownloadProgress {
  const write = (text: string): void => {
    if (terminal.isTTY) terminal.write(`\r\u001B[K${text}`);
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
