import { parquetFault } from "./parquet-fault.ts";

/** What one body may become in memory: a few bytes can say "a billion zeros". */
const mostBytes = 256 * 1024 * 1024;

/** Counts the memory that a body asks for, before it is taken. */
export class Budget {
  #left: number = mostBytes;

  /** Throws `invalid_request` when this many bytes more are too many, or no count at all. */
  charge(bytes: number): void {
    this.#left -= bytes;
    if (bytes >= 0 && this.#left >= 0) return;
    throw parquetFault(`it holds more than ${mostBytes / 1024 / 1024} MiB when decoded`);
  }
}
