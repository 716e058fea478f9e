const lengthBytes = 4;

/** Texts in UTF-8, one behind the other, each behind its length as four bytes. */
export function textBytes(texts: readonly string[]): Uint8Array {
  const sizes = texts.map((text) => Buffer.byteLength(text));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + lengthBytes + size, 0));
  let at = 0;
  for (const [index, text] of texts.entries()) {
    at = bytes.writeUInt32LE(sizes[index] ?? 0, at);
    at += bytes.write(text, at);
  }
  return bytes;
}
