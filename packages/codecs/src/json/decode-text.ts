import { invalidRequest } from "../faults.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of a JSON body: UTF-8, or UTF-16 or UTF-32 as its first bytes tell, with or without BOM. */
export function decodeText(body: Uint8Array): string {
  const encoding = encodingOf(body);
  try {
    if (encoding === "utf-8") return utf8.decode(body);
    if (encoding.startsWith("utf-32")) return decodeUtf32(body, encoding === "utf-32le");
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch (cause) {
    throw invalidRequest(
      `Ensure that input is a valid JSON formatted string: the body is not ${encoding} (${String(cause)})`,
    );
  }
}

/** As `json.detect_encoding` does: by BOM, else by where the zero bytes of the first character lie. */
function encodingOf(body: Uint8Array): string {
  const [a = 1, b = 1, c = 1, d = 1] = body;
  if (a !== 0 && b !== 0 && a < 0xfe) return "utf-8";
  if (a === 0 && b === 0) return "utf-32be";
  if (a === 0xff && b === 0xfe) return body.length >= 4 && c === 0 && d === 0 ? "utf-32le" : "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a === 0) return "utf-16be";
  if (b === 0) return body.length >= 4 && c === 0 && d === 0 ? "utf-32le" : "utf-16le";
  return "utf-8";
}

function decodeUtf32(body: Uint8Array, littleEndian: boolean): string {
  if (body.length % 4 !== 0) throw new RangeError("truncated data");
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let text = "";
  for (let at = 0; at < body.length; at += 4) text += String.fromCodePoint(view.getUint32(at, littleEndian));
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
