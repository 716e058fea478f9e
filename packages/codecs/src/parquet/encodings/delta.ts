import type { Budget } from "../budget.ts";
import { ByteReader } from "../format/byte-reader.ts";
import { parquetFault } from "../parquet-fault.ts";

/** Integers as differences, packed by blocks with the bits that their largest one needs. */
export function decodeDeltas(reader: ByteReader, count: number): BigInt64Array {
  const blockSize = reader.varint();
  const miniblocks = reader.varint();
  const size = blockSize / miniblocks;
  if (!Number.isInteger(size) || size % 8 !== 0 || size === 0 || miniblocks > 4096)
    throw parquetFault("differences come in blocks of an impossible size");
  if (reader.varint() < count) throw parquetFault("a page has fewer values than it says");
  const values = new BigInt64Array(count);
  let value = reader.zigzag64();
  if (count > 0) values[0] = value;
  for (let at = 1; at < count;) {
    const smallest = reader.zigzag64();
    for (const width of reader.take(miniblocks)) {
      if (at >= count) break;
      const packed = reader.take((size * width) / 8);
      const deltas = unpackLongs(packed, width, Math.min(size, count - at));
      for (const delta of deltas) {
        value = BigInt.asIntN(64, value + smallest + delta);
        values[at] = value;
        at += 1;
      }
    }
  }
  return values;
}

function unpackLongs(packed: Uint8Array, width: number, count: number): readonly bigint[] {
  if (width > 64) throw parquetFault("integers of more than 64 bits are packed");
  const mask = (1n << BigInt(width)) - 1n;
  const values: bigint[] = [];
  let buffer = 0n;
  let bits = 0;
  let next = 0;
  for (let index = 0; index < count; index += 1) {
    for (; bits < width; bits += 8, next += 1) buffer |= BigInt(packed[next] ?? 0) << BigInt(bits);
    values.push(buffer & mask);
    buffer >>= BigInt(width);
    bits -= width;
  }
  return values;
}

/** Texts whose lengths stand before all of them. */
export function decodeDeltaLengths(reader: ByteReader, count: number): readonly Uint8Array[] {
  const lengths = decodeDeltas(reader, count);
  return Array.from(lengths, (length) => reader.take(Number(length)));
}

/** Texts that share their beginnings with the one before. */
export function decodeDeltaBytes(reader: ByteReader, count: number, budget: Budget): readonly Uint8Array[] {
  const shared = decodeDeltas(reader, count);
  const ends = decodeDeltaLengths(reader, count);
  let last = new Uint8Array(0);
  return ends.map((end, index) => {
    const prefix = Number(shared[index] ?? 0n);
    if (prefix < 0 || prefix > last.length) throw parquetFault("a text shares more than there is");
    budget.charge(prefix + end.length);
    const value = new Uint8Array(prefix + end.length);
    value.set(last.subarray(0, prefix));
    value.set(end, prefix);
    last = value;
    return value;
  });
}
