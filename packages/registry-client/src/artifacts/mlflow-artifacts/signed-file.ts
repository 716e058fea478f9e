import { GatewayError, type ByteRange, type ReadRange } from "@switchyard/core";
import type { AxiosInstance, AxiosResponse } from "axios";
import type { Readable } from "node:stream";
import { z } from "zod";
import { unstalled } from "../../stores/rest/unstalled.ts";

/** An address that lets anybody read one file for some minutes, and the headers that belong to it. */
export interface SignedAddress {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What `GET /mlflow-artifacts/presigned/<path>` answers. */
export const signedAddressShape: z.ZodType<SignedAddress> = z.object({
  url: z.string(),
  headers: z
    .record(z.string(), z.string())
    .nullish()
    .transform((headers) => headers ?? {}),
});

export interface SignedFileOptions {
  /** The file, for messages. */
  readonly name: string;
  readonly first: SignedAddress;
  /** Asks for another address when one is refused, as after its time. */
  readonly sign: (signal: AbortSignal) => Promise<SignedAddress>;
  /** Knows none of our credentials: the address is all that is needed. */
  readonly http: AxiosInstance;
  readonly timeoutMs: number;
}

/** A file that its store gives out in parts to whoever has its address. */
export class SignedFile {
  readonly #options: SignedFileOptions;
  #address: SignedAddress | undefined;
  /** The last address that was taken. */
  #proven: SignedAddress | undefined;
  #etag: unknown;

  constructor(options: SignedFileOptions) {
    this.#options = options;
    this.#address = options.first;
  }

  readonly readRange: ReadRange = async (range, signal) => {
    const address = (this.#address ??= await this.#options.sign(signal));
    const response = await this.#ask(address, range, signal);
    try {
      this.#check(response, address, range);
      return unstalled(response.data, this.#options.timeoutMs);
    } catch (thrown) {
      response.data.destroy();
      throw thrown;
    }
  };

  async #ask(
    { url, headers }: SignedAddress,
    { from, to }: ByteRange,
    signal: AbortSignal,
  ): Promise<AxiosResponse<Readable>> {
    try {
      return await this.#options.http.get<Readable>(url, {
        headers: { ...headers, Range: `bytes=${from}-${to - 1}` },
        signal,
      });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const hint = "unset MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD to fetch through MLflow";
      throw new Error(`cannot reach the store at ${new URL(url).origin}: ${reason}; ${hint}`, { cause });
    }
  }

  #check(
    { status, headers }: AxiosResponse<Readable>,
    address: SignedAddress,
    { from, to }: ByteRange,
  ): void {
    const { name } = this.#options;
    if (status === 401 || status === 403) this.#refused(status, address);
    if (status === 404) throw new GatewayError("load_failed", `${name}: its store has it no longer`);
    if (status !== 206) throw this.#unusable(status);
    this.#proven = address;
    this.#etag ??= headers["etag"];
    const isSame = this.#etag === headers["etag"];
    if (!isSame) throw new GatewayError("load_failed", `${name} changed while it was fetched`);
    if (!String(headers["content-range"]).startsWith(`bytes ${from}-${to - 1}/`))
      throw new GatewayError("load_failed", `${name} changed while it was fetched: it has another size`);
  }

  /** An address that once was good has run out of time; one that never was is of no use. */
  #refused(status: number, address: SignedAddress): never {
    const { name } = this.#options;
    if (this.#address === address) {
      this.#address = undefined;
      if (this.#proven !== address)
        throw new GatewayError("load_failed", `${name}: its store refuses MLflow's address (${status})`);
    }
    throw new Error(`${name}: its store no longer takes MLflow's address (${status})`);
  }

  #unusable(status: number): Error {
    const message = `${this.#options.name}: its store answered ${status} to a request for a part`;
    return status >= 500 || status === 429 ? new Error(message) : new GatewayError("load_failed", message);
  }
}
