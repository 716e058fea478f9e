import { parquetFault } from "./parquet-fault.ts";

const mebibyte = 1024 * 1024;
/** What any body may become in memory, what each of its bytes adds to that, and where that ends; in bytes. */
const base = 128 * mebibyte;
const perByte = 32;
const most = 512 * mebibyte;

/** Counts the memory that a body asks for, before it is taken: a few bytes can say "a billion zeros". */
export class Budget {
  readonly #limit: number;
  #left: number;

  constructor(bodyBytes: number) {
    this.#limit = Math.min(base + perByte * bodyBytes, most);
    this.#left = this.#limit;
  }

  /** Throws `invalid_request` when this many bytes more are too many, or no count at all. */
  charge(bytes: number): void {
    this.#left -= bytes;
    if (bytes >= 0 && this.#left >= 0) return;
    throw parquetFault(`it holds more than ${Math.floor(this.#limit / mebibyte)} MiB when decoded`);
  }
}
