/** One field of a message in Protocol Buffers' wire format; its bytes are views of the message. */
export interface Field {
  readonly number: number;
  /** Of a number; undefined for the rest. */
  readonly value: bigint | undefined;
  /** Of a text, bytes or a message; empty for the rest. */
  readonly content: Buffer;
  /** The field as it stands in the message, its tag in front. */
  readonly whole: Buffer;
}

const widths: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/** The fields of a message in their order; throws on what is none. */
export function readFields(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  for (let start = 0; start < message.length; start += fields.at(-1)?.whole.length ?? 0)
    fields.push(readField(message, start));
  return fields;
}

/** The numbers of a repeated field, packed or not, as signed 64-bit integers. */
export function readNumbers({ value, content }: Field): readonly bigint[] {
  if (value !== undefined) return [BigInt.asIntN(64, value)];
  const numbers: bigint[] = [];
  for (let start = 0; start < content.length;) {
    const number = readVarint(content, start);
    numbers.push(BigInt.asIntN(64, number.value));
    start = number.end;
  }
  return numbers;
}

/** A field of a text, bytes or a message, in pieces that need no copy. */
export function writeField(number: number, ...content: readonly Uint8Array[]): readonly Uint8Array[] {
  const length = content.reduce((sum, piece) => sum + piece.length, 0);
  return [writeVarint(number * 8 + 2), writeVarint(length), ...content];
}

/** A field of a number that is not negative. */
export function writeNumber(number: number, value: number): readonly Uint8Array[] {
  return [writeVarint(number * 8), writeVarint(value)];
}

function readField(message: Buffer, start: number): Field {
  const tag = readVarint(message, start);
  const number = Number(tag.value >> 3n);
  const wireType = Number(tag.value & 7n);
  if (wireType === 0) {
    const { value, end } = readVarint(message, tag.end);
    return { number, value, content: message.subarray(0, 0), whole: message.subarray(start, end) };
  }
  const length = wireType === 2 ? readVarint(message, tag.end) : { value: widths[wireType], end: tag.end };
  if (length.value === undefined) throw new Error(`no field of wire type ${wireType}`);
  const end = length.end + Number(length.value);
  if (end > message.length) throw new Error(`the field at byte ${start} ends behind its message`);
  const content = wireType === 2 ? message.subarray(length.end, end) : message.subarray(0, 0);
  return { number, value: undefined, content, whole: message.subarray(start, end) };
}

function readVarint(message: Buffer, start: number): { readonly value: bigint; readonly end: number } {
  let value = 0n;
  for (let index = start; index < start + 10; index += 1) {
    const byte = message.readUInt8(index);
    value |= BigInt(byte & 127) << BigInt((index - start) * 7);
    if (byte < 128) return { value, end: index + 1 };
  }
  throw new Error(`no number at byte ${start}`);
}

function writeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.of(...bytes, rest);
}
