import { createHash, type Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Retries } from "../artifacts/ranges/retries.ts";
import type { FileDownload } from "./download-file.ts";
import { writeAt } from "./write-at.ts";

/** The SHA-256 of a file that comes as a whole; when it breaks off it is read again from its beginning. */
export async function readWhole(
  handle: FileHandle,
  download: FileDownload,
  signal: AbortSignal,
): Promise<string> {
  const retries = new Retries(download.retry);
  for (;;) {
    const reading = new WholeReading(handle, download);
    try {
      return await reading.run(signal);
    } catch (thrown) {
      if (!reading.isStoreAtFault(thrown)) throw thrown;
      await retries.wait(thrown, signal);
      await handle.truncate(0);
      download.onBytes(-reading.receivedBytes);
    }
  }
}

class WholeReading {
  receivedBytes = 0;
  readonly #handle: FileHandle;
  readonly #download: FileDownload;
  readonly #hash: Hash = createHash("sha256");
  #fault: unknown;

  constructor(handle: FileHandle, download: FileDownload) {
    this.#handle = handle;
    this.#download = download;
  }

  async run(signal: AbortSignal): Promise<string> {
    let position = 0;
    for await (const chunk of this.#received(signal)) {
      await writeAt(this.#handle, chunk, position);
      position += chunk.length;
    }
    return this.#hash.digest("hex");
  }

  /** A disk that is full does not get emptier by reading again. */
  isStoreAtFault(thrown: unknown): boolean {
    return thrown === this.#fault;
  }

  async *#received(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const { store, location, file, onBytes } = this.#download;
    try {
      for await (const chunk of await store.read(location, file, signal)) {
        this.receivedBytes += chunk.length;
        this.#hash.update(chunk);
        onBytes(chunk.length);
        yield chunk;
      }
      this.#checkEnd();
    } catch (thrown) {
      this.#fault = thrown;
      throw thrown;
    }
  }

  /** A proxy's answer has no length of its own: one that was cut off shows in nothing but its size. */
  #checkEnd(): void {
    const { location, file } = this.#download;
    const { path, sizeBytes = this.receivedBytes } = file;
    if (this.receivedBytes < sizeBytes)
      throw new Error(`${location}: ${path} is incomplete, got ${this.receivedBytes} of ${sizeBytes} bytes`);
  }
}
