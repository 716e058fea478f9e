import type { Transform } from "node:stream";
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from "node:zlib";

/** Makes the stream that undoes a coding; the caller owns it. */
export type CreateDecoder = () => Transform;

const chunkSize = 64 * 1024;
// What follows the end is a fault, and is not passed over; gzip alone is read on, since its members may be many.
const options = { chunkSize, rejectGarbageAfterEnd: true } as const;
/** Senders may ask for windows up to so much, in powers of two (RFC 9659). */
const zstdWindow = { [constants.ZSTD_d_windowLogMax]: 23 };

const gunzip: CreateDecoder = () => createGunzip({ chunkSize });
const decoders: ReadonlyMap<string, CreateDecoder> = new Map<string, CreateDecoder>([
  ["gzip", gunzip],
  ["x-gzip", gunzip],
  ["deflate", () => createInflate(options)],
  ["br", () => createBrotliDecompress(options)],
  ["zstd", () => createZstdDecompress({ ...options, params: zstdWindow })],
]);

/** The codings that are read, as `Accept-Encoding` lists them. */
export const codingsRead: string = [...decoders.keys(), "identity"].join(", ");

const mostCodings = 3;

/** The decoders of a `Content-Encoding`, the last coding first; undefined when one is unknown, or they are too many. */
export function parseCodings(header: string): readonly CreateDecoder[] | undefined {
  const names = header
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  const found = names.map((name) => decoders.get(name)).filter((decoder) => decoder !== undefined);
  return found.length === names.length && names.length <= mostCodings ? found.toReversed() : undefined;
}
