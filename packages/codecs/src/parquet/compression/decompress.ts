import { brotliDecompressSync, unzipSync, zstdDecompressSync } from "node:zlib";
import { GatewayError } from "@switchyard/core";
import { parquetFault } from "../parquet-fault.ts";
import { decompressHadoopLz4, decompressLz4 } from "./lz4.ts";
import { decompressSnappy } from "./snappy.ts";

type Decompress = (stored: Uint8Array, size: number) => Uint8Array;

/** By the codes of `CompressionCodec` in Parquet's metadata; 3 is LZO, which nobody writes. */
const codecs: Readonly<Record<number, Decompress>> = {
  0: (stored) => stored,
  1: decompressSnappy,
  2: (stored, size) => unzipSync(stored, { maxOutputLength: size }),
  4: (stored, size) => brotliDecompressSync(stored, { maxOutputLength: size }),
  5: decompressHadoopLz4,
  6: (stored, size) => zstdDecompressSync(stored, { maxOutputLength: size }),
  7: decompressLz4,
};

/** The bytes of a page, exactly as many as it says. */
export function decompress(codec: number, stored: Uint8Array, size: number): Uint8Array {
  const apply = codecs[codec];
  if (apply === undefined) throw parquetFault(`its compression (code ${codec}) is not supported`);
  if (size === 0) return new Uint8Array(0);
  const page = attempt(apply, stored, size);
  if (page.length === size) return page;
  throw parquetFault(`a page of ${page.length} bytes is said to have ${size}`);
}

function attempt(apply: Decompress, stored: Uint8Array, size: number): Uint8Array {
  try {
    return apply(stored, size);
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw parquetFault("a page cannot be decompressed");
  }
}
