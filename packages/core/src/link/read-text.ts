/** Longer texts are seldom the same twice. */
const longestKept = 64;

/** The last short text, where each character of it is one byte. */
let last = "";

/** A text from its UTF-8 bytes. One that comes again and again, such as a content type, is made once. */
export function readText(bytes: Buffer, start: number, end: number): string {
  if (isLast(bytes, start, end)) return last;
  const text = bytes.toString("utf8", start, end);
  if (text.length === end - start && text.length <= longestKept) last = text;
  return text;
}

function isLast(bytes: Buffer, start: number, end: number): boolean {
  if (last.length !== end - start) return false;
  for (let at = start; at < end; at += 1) if (bytes[at] !== last.charCodeAt(at - start)) return false;
  return true;
}
