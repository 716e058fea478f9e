import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** How bytes are sent. */
export type Coding = "br" | "gzip" | "identity";

/** Bytes in one coding, and the tag by which a browser knows them again. */
export interface CodedFile {
  readonly bytes: Buffer;
  readonly tag: string;
}

/** A file of the page: read when it is first asked for, and kept in each coding that was asked for. */
export class PageFile {
  readonly #path: string;
  readonly #coded = new Map<Coding, Promise<CodedFile>>();

  constructor(path: string) {
    this.#path = path;
  }

  in(coding: Coding): Promise<CodedFile> {
    const known = this.#coded.get(coding);
    if (known) return known;
    const made = this.#make(coding);
    this.#coded.set(coding, made);
    made.catch(() => this.#coded.delete(coding));
    return made;
  }

  async #make(coding: Coding): Promise<CodedFile> {
    const bytes = await encode(await readFile(this.#path), coding);
    return { bytes, tag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"` };
  }
}

async function encode(bytes: Buffer, coding: Coding): Promise<Buffer> {
  if (coding === "identity") return bytes;
  if (coding === "gzip") return await toGzip(bytes, { level: constants.Z_BEST_COMPRESSION });
  // The highest qualities take ten times as long and save a few percent.
  return await toBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
}
