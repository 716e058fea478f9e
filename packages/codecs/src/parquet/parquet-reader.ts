import type { ModelInput, ModelSignature } from "@switchyard/core";
import type { decodeParquet } from "./decode-parquet.ts";

/** The reader is forty modules: a worker has them from its first Parquet body on. */
let decode: typeof decodeParquet | undefined;

const parquetType = "application/vnd.apache.parquet";

/** Whether a body of this media type is a Parquet file. */
export function isParquetType(mediaType: string): boolean {
  return mediaType === parquetType;
}

/** Loads the reader where a body of this type needs it; undefined when nothing is to be waited for. */
export function loadParquet(contentType: string): Promise<void> | undefined {
  if (decode || !contentType.toLowerCase().includes(parquetType)) return undefined;
  return import("./decode-parquet.ts").then((reader) => void (decode = reader.decodeParquet));
}

/** As `decodeParquet`, once `loadParquet` has resolved. */
export function readParquet(body: Uint8Array, signature: ModelSignature | undefined): ModelInput {
  if (!decode) throw new Error("the reader of Parquet is not loaded");
  return decode(body, signature);
}
