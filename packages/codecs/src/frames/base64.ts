/** What Python's `base64.decodebytes` reads: foreign characters are skipped; undefined where it raises. */
export function decodeBase64(text: string): Uint8Array | undefined {
  let digits = "";
  let padding = 0;
  for (const character of text) {
    if (character === "=") {
      padding += 1;
      if (digits.length % 4 >= 2 && (digits.length % 4) + padding >= 4) return bytesOf(digits);
    } else if (/[A-Za-z0-9+/]/.test(character)) {
      digits += character;
      padding = 0;
    }
  }
  return digits.length % 4 === 0 ? bytesOf(digits) : undefined;
}

function bytesOf(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits, "base64"));
}
