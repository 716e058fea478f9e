import type { ModelDescription, ModelInput } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { unsupported } from "../media-type.ts";
import { pictureFormatOf } from "./picture-format.ts";

/** Whether a body of this media type is a picture, or bytes that may be one. */
export function isImageType(mediaType: string): boolean {
  return mediaType.startsWith("image/") || mediaType === "application/octet-stream";
}

/** One picture for a model of pictures; its first bytes count, not its media type. */
export function decodeImage(body: Uint8Array, mediaType: string, model: ModelDescription): ModelInput {
  if (model.task !== "image") throw unsupported(mediaType, supportedTypes(model));
  if (pictureFormatOf(body) !== undefined) return { form: "images", images: [body] };
  throw invalidRequest(
    `image: expected a JPEG, PNG, WebP, GIF, AVIF or TIFF picture, found ${contentOf(body)}`,
  );
}

/** What a model reads. */
export function supportedTypes({ task }: ModelDescription): readonly string[] {
  const tables = ["application/json", "text/csv", "application/vnd.apache.parquet"];
  return task === "image" ? ["image/*", "application/octet-stream", ...tables] : tables;
}

function contentOf(body: Uint8Array): string {
  if (body.length === 0) return "an empty file";
  const head = Buffer.from(body.subarray(0, 64)).toString("latin1").trimStart();
  if (/^(?:<\?xml|<svg)/i.test(head)) return "XML or SVG";
  if (/^<(?:!doctype|html)/i.test(head)) return "HTML";
  if (head.startsWith("%PDF")) return "PDF";
  if (head.startsWith("BM")) return "BMP";
  return `${body.length} bytes of another kind`;
}
