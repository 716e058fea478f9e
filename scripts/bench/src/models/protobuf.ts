/** A message of Protocol Buffers from its fields. */
export function message(...fields: readonly Uint8Array[]): Buffer {
  return Buffer.concat(fields);
}

/** A field of a whole number; negative ones too. */
export function number(tag: number, value: number): Buffer {
  return Buffer.from([...varint(tag * 8), ...varint(BigInt.asUintN(64, BigInt(value)))]);
}

/** A field of a single precision number. */
export function float(tag: number, value: number): Buffer {
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  return Buffer.concat([Buffer.from(varint(tag * 8 + 5)), content]);
}

/** A field of a text. */
export function text(tag: number, value: string): Buffer {
  return field(tag, Buffer.from(value));
}

/** A field of bytes or of a message. */
export function field(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([...varint(tag * 8 + 2), ...varint(content.length)]), content]);
}

function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}
