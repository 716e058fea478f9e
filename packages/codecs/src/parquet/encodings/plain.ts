import { ByteReader } from "../format/byte-reader.ts";
import type { Storage } from "../format/schema-node.ts";
import type { StoredValues } from "./stored-values.ts";

/** Values one after the other, each as the machine holds it. */
export function decodePlain(bytes: Uint8Array, { type, width }: Storage, count: number): StoredValues {
  switch (type) {
    case "bool":
      return booleans(new ByteReader(bytes).take(Math.ceil(count / 8)), count);
    case "int32":
      return new Int32Array(aligned(bytes, count * 4));
    case "int64":
      return new BigInt64Array(aligned(bytes, count * 8));
    case "float32":
      return new Float32Array(aligned(bytes, count * 4));
    case "float64":
      return new Float64Array(aligned(bytes, count * 8));
    case "int96":
      return slices(new ByteReader(bytes), count, () => 12);
    case "fixed":
      return slices(new ByteReader(bytes), count, () => width);
    case "bytes":
      return slices(new ByteReader(bytes), count, (reader) => reader.uint32());
  }
}

function booleans(packed: Uint8Array, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => ((packed[index >> 3] ?? 0) >> (index & 7)) & 1);
}

/** A copy that starts where a typed array may. */
function aligned(bytes: Uint8Array, length: number): ArrayBuffer {
  const copy = new Uint8Array(length);
  copy.set(new ByteReader(bytes).take(length));
  return copy.buffer;
}

function slices(
  reader: ByteReader,
  count: number,
  lengthOf: (reader: ByteReader) => number,
): readonly Uint8Array[] {
  const values: Uint8Array[] = [];
  for (let index = 0; index < count; index += 1) values.push(reader.take(lengthOf(reader)));
  return values;
}
