/** The picture formats that models take. */
export type PictureFormat = "jpeg" | "png" | "webp" | "gif" | "avif" | "tiff";

/** The format that the first bytes of a file tell, whatever its name or media type say. */
export function pictureFormatOf(bytes: Uint8Array): PictureFormat | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString("latin1");
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return "webp";
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "gif";
  if (head.startsWith("II*\0") || head.startsWith("MM\0*")) return "tiff";
  return isAvif(head) ? "avif" : undefined;
}

/** The brand or one of the compatible brands that follow it names AVIF. */
function isAvif(head: string): boolean {
  return head.startsWith("ftyp", 4) && /^.{8}(?:.{4})*?avi[fs]/s.test(head);
}
