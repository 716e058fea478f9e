import { ByteReader } from "../format/byte-reader.ts";
import { parquetFault } from "../parquet-fault.ts";

/** Small integers of `width` bits in runs of one value and in bit-packed groups of eight. */
export function decodeHybrid(bytes: Uint8Array, width: number, count: number): Int32Array {
  if (width > 32) throw parquetFault("integers of more than 32 bits are packed");
  const values = new Int32Array(count);
  if (width === 0) return values;
  const reader = new ByteReader(bytes);
  for (let at = 0; at < count;) {
    const head = reader.varint();
    const run = Math.floor(head / 2);
    if (head % 2 === 0) {
      const end = Math.min(at + run, count);
      values.fill(repeatedValue(reader, width), at, end);
      if (run === 0) throw parquetFault("a run of no values");
      at = end;
    } else {
      const packed = reader.take(Math.min(run * width, reader.remaining));
      at += unpack(packed, width, values.subarray(at, Math.min(at + run * 8, count)));
    }
  }
  return values;
}

function repeatedValue(reader: ByteReader, width: number): number {
  let value = 0;
  for (let shift = 0; shift < width; shift += 8) value |= reader.byte() << shift;
  return value;
}

/** Bits from the lowest of the first byte on; throws when they end before the values do. */
function unpack(packed: Uint8Array, width: number, values: Int32Array): number {
  if (values.length === 0 || packed.length * 8 < values.length * width)
    throw parquetFault("packed integers end too early");
  const mask = 2 ** width - 1;
  let bits = 0;
  let buffer = 0;
  let next = 0;
  for (let index = 0; index < values.length; index += 1) {
    while (bits < width) {
      buffer += (packed[next] ?? 0) * 2 ** bits;
      next += 1;
      bits += 8;
    }
    values[index] = width === 32 ? buffer % 2 ** 32 : buffer & mask;
    buffer = width > 22 ? Math.floor(buffer / 2 ** width) : buffer >>> width;
    bits -= width;
  }
  return values.length;
}
