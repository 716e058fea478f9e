import { ByteReader } from "../format/byte-reader.ts";
import { BlockWriter } from "./block-writer.ts";

/** One LZ4 block (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md) of a known size. */
export function decompressLz4(stored: Uint8Array, size: number): Uint8Array {
  const reader = new ByteReader(stored);
  const output = new BlockWriter(size);
  while (reader.remaining > 0) {
    const token = reader.byte();
    output.literal(reader.take(lengthOf(reader, token >> 4)));
    if (reader.remaining === 0) break;
    const offset = reader.byte() + reader.byte() * 256;
    output.copy(offset, lengthOf(reader, token & 15) + 4);
  }
  return output.finish();
}

/** LZ4 as Hadoop writes it: blocks that follow their two sizes; older writers mean plain blocks by it. */
export function decompressHadoopLz4(stored: Uint8Array, size: number): Uint8Array {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  const framed = stored.length >= 8 && view.getUint32(0) <= size && view.getUint32(4) <= stored.length - 8;
  if (!framed) return decompressLz4(stored, size);
  const output = new BlockWriter(size);
  for (let at = 0; at + 8 <= stored.length;) {
    const end = at + 8 + view.getUint32(at + 4);
    const length = Math.min(view.getUint32(at), output.remaining);
    output.literal(decompressLz4(stored.subarray(at + 8, end), length));
    at = end;
  }
  return output.finish();
}

function lengthOf(reader: ByteReader, code: number): number {
  let length = code;
  if (code < 15) return length;
  for (let more = 255; more === 255; length += more) more = reader.byte();
  return length;
}
