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
  for (const index of indices)
    if (index < 0 || index >= dictionary.length) throw parquetFault("a value is not in its dictionary");
  if (isBytes(dictionary)) return Array.from(indices, (index) => dictionary[index] ?? new Uint8Array(0));
  if (dictionary instanceof BigInt64Array) return filledLongs(dictionary, indices);
  if (dictionary instanceof Int32Array) return filled(new Int32Array(count), dictionary, indices);
  if (dictionary instanceof Float32Array) return filled(new Float32Array(count), dictionary, indices);
  if (dictionary instanceof Float64Array) return filled(new Float64Array(count), dictionary, indices);
  return filled(new Uint8Array(count), dictionary, indices);
}

function filledLongs(dictionary: BigInt64Array, indices: Int32Array): BigInt64Array {
  const values = new BigInt64Array(indices.length);
  for (let at = 0; at < values.length; at += 1) values[at] = dictionary[indices[at] ?? 0] ?? 0n;
  return values;
}

interface Numbers {
  readonly length: number;
  [index: number]: number;
}

function filled<Values extends Numbers>(values: Values, dictionary: Numbers, indices: Int32Array): Values {
  const into: Numbers = values;
  for (let at = 0; at < into.length; at += 1) into[at] = dictionary[indices[at] ?? 0] ?? 0;
  return values;
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
