import type { Budget } from "../budget.ts";
import { ByteReader } from "../format/byte-reader.ts";
import type { Storage } from "../format/schema-node.ts";
import { parquetFault } from "../parquet-fault.ts";
import { decodeDeltaBytes, decodeDeltaLengths, decodeDeltas } from "./delta.ts";
import { decodeHybrid } from "./hybrid.ts";
import { decodePlain } from "./plain.ts";
import { isBytes, type StoredValues } from "./stored-values.ts";

/** The values of a data page, without its levels. */
export interface PageValues {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly encoding: number;
  readonly dictionary: StoredValues | undefined;
}

/** By the codes of `Encoding` in Parquet's metadata. */
export function decodeValues(page: PageValues, storage: Storage, budget: Budget): StoredValues {
  const { bytes, count, encoding, dictionary } = page;
  const reader = new ByteReader(bytes);
  switch (encoding) {
    case 0:
      return decodePlain(bytes, storage, count);
    case 2:
    case 8:
      return lookUp(reader, count, dictionary);
    case 3:
      return Uint8Array.from(decodeHybrid(reader.take(reader.uint32()), 1, count));
    case 5: {
      const longs = decodeDeltas(reader, count);
      return storage.type === "int32"
        ? Int32Array.from(longs, (each) => Number(BigInt.asIntN(32, each)))
        : longs;
    }
    case 6:
      return decodeDeltaLengths(reader, count);
    case 7:
      return decodeDeltaBytes(reader, count, budget);
    case 9:
      return decodePlain(rejoined(reader, storage, count), storage, count);
    default:
      throw parquetFault(`its encoding (code ${encoding}) is not supported`);
  }
}

function lookUp(reader: ByteReader, count: number, dictionary: StoredValues | undefined): StoredValues {
  if (dictionary === undefined) throw parquetFault("a page needs a dictionary that is not there");
  const indices = count === 0 ? new Int32Array(0) : decodeIndices(reader, count);
  if (indices.some((index) => index < 0 || index >= dictionary.length))
    throw parquetFault("a value is not in its dictionary");
  if (isBytes(dictionary)) return Array.from(indices, (index) => dictionary[index] ?? new Uint8Array(0));
  if (dictionary instanceof BigInt64Array)
    return BigInt64Array.from(indices, (index) => dictionary[index] ?? 0n);
  const at = (index: number): number => dictionary[index] ?? 0;
  if (dictionary instanceof Int32Array) return Int32Array.from(indices, at);
  if (dictionary instanceof Float32Array) return Float32Array.from(indices, at);
  return dictionary instanceof Float64Array ? Float64Array.from(indices, at) : Uint8Array.from(indices, at);
}

function decodeIndices(reader: ByteReader, count: number): Int32Array {
  const width = reader.byte();
  return decodeHybrid(reader.take(reader.remaining), width, count);
}

const widths = { int32: 4, float32: 4, int64: 8, float64: 8, int96: 12, bool: 0, bytes: 0 } as const;

/** Values whose first bytes come first, then all second ones, and so on. */
function rejoined(reader: ByteReader, storage: Storage, count: number): Uint8Array {
  const width = storage.type === "fixed" ? storage.width : widths[storage.type];
  const split = reader.take(width * count);
  const bytes = new Uint8Array(split.length);
  for (let part = 0; part < width; part += 1)
    for (let index = 0; index < count; index += 1)
      bytes[index * width + part] = split[part * count + index] ?? 0;
  return bytes;
}
