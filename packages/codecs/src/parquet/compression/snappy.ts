import { ByteReader } from "../format/byte-reader.ts";
import { parquetFault } from "../parquet-fault.ts";
import { BlockWriter } from "./block-writer.ts";

/** Raw Snappy (https://github.com/google/snappy/blob/main/format_description.txt) of a known size. */
export function decompressSnappy(stored: Uint8Array, size: number): Uint8Array {
  const reader = new ByteReader(stored);
  const output = new BlockWriter(size);
  if (reader.varint() !== size) throw parquetFault("a page has another size than it says");
  while (reader.remaining > 0) {
    const tag = reader.byte();
    if ((tag & 3) === 0) output.literal(reader.take(literalLength(reader, tag >> 2)));
    else copy(reader, output, tag);
  }
  return output.finish();
}

function literalLength(reader: ByteReader, code: number): number {
  return code < 60 ? code + 1 : littleEndian(reader, code - 59) + 1;
}

function copy(reader: ByteReader, output: BlockWriter, tag: number): void {
  const kind = tag & 3;
  if (kind === 1) output.copy((tag >> 5) * 256 + reader.byte(), ((tag >> 2) & 7) + 4);
  else output.copy(littleEndian(reader, kind === 2 ? 2 : 4), (tag >> 2) + 1);
}

function littleEndian(reader: ByteReader, bytes: number): number {
  let value = 0;
  for (let index = 0; index < bytes; index += 1) value += reader.byte() * 256 ** index;
  return value;
}
