import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import { GatewayError, type EncodedBody } from "@switchyard/core";
import multer, { MulterError } from "multer";
import { splitUpload, type UploadPart } from "./split-upload.ts";
import { tooLarge } from "./too-large.ts";

/** The fields in which a file may come. */
const fileFields = ["file", "image_file", "image"];

/** What a part without a type counts as in forms; its bytes may be anything. */
const untyped = new Set(["", "text/plain"]);

/** How many files one upload may hold. */
const maxFiles = 64;

/** One file of an upload, with the type and the name its sender gave it. */
export interface Upload extends EncodedBody {
  readonly name: string;
}

/** What an upload holds. */
export type Uploads = readonly [Upload, ...Upload[]];

/** Whether what was asked is an upload's files. */
export function isUploads<First, Others>(
  asked: EncodedBody | readonly [First, ...Others[]],
): asked is readonly [First, ...Others[]] {
  return Array.isArray(asked);
}

/** Whether a content type is that of uploads. */
export function isUpload(contentType: string): boolean {
  return contentType.startsWith("multipart/form-data");
}

/** A request, or as much of one as is needed here. */
export type UploadRequest = Readable & { readonly headers: IncomingHttpHeaders };

/** The upload that a body is which has been read and decoded. */
function uploadOf(headers: IncomingHttpHeaders, body: Buffer): UploadRequest {
  const { "transfer-encoding": _, ...others } = headers;
  return Object.assign(Readable.from([body]), {
    headers: { ...others, "content-length": String(body.length) },
  });
}

/** The files of an upload whose body is all there. */
export function uploadsIn(headers: IncomingHttpHeaders, body: Buffer): Uploads | Promise<Uploads> {
  const parts = splitUpload(headers["content-type"] ?? "", body);
  return parts ? uploadsOf(parts) : readUploads(uploadOf(headers, body), body.length);
}

/**
 * The files of a multipart upload in their order, kept in memory; at least one. Throws `payload_too_large` as soon
 * as the whole is known to be over the limit.
 */
export async function readUploads(req: UploadRequest, maxBytes: number): Promise<Uploads> {
  if (Number(req.headers["content-length"]) > maxBytes) throw tooLarge(maxBytes);
  const files = await parse(req, maxBytes);
  return uploadsOf(
    files.map(({ fieldname, mimetype, buffer, originalname }) => ({
      field: fieldname,
      contentType: mimetype,
      body: buffer,
      name: originalname,
    })),
  );
}

function uploadsOf(parts: readonly UploadPart[]): Uploads {
  const [first, ...others] = parts
    .filter(({ field }) => fileFields.includes(field))
    .map(({ contentType, body, name }) => ({
      contentType: untyped.has(contentType) ? "application/octet-stream" : contentType,
      body,
      name,
    }));
  if (first) return [first, ...others];
  throw new GatewayError(
    "invalid_request",
    `multipart: expected a file in one of the fields ${fileFields.join(", ")}`,
  );
}

/** The refusal of a body that is no upload, where only uploads are taken. */
export function notAnUpload(contentType: string): GatewayError {
  const found = contentType === "" ? "no content type" : contentType;
  return new GatewayError(
    "unsupported_media_type",
    `content-type: expected multipart/form-data with a file in image_file, found ${found}`,
  );
}

async function parse(req: UploadRequest, maxBytes: number): Promise<readonly Express.Multer.File[]> {
  const limits = { files: maxFiles, fields: 20, fieldSize: 64 * 1024, parts: maxFiles + 20, headerPairs: 50 };
  const upload = multer({ storage: multer.memoryStorage(), limits, defParamCharset: "utf8" }).any();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  onTooMuch(req, maxBytes, reject);
  // Multer asks for Express's request, and uses no more of it than a stream and its headers; of the response, nothing.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const parsed = req as unknown as Parameters<typeof upload>[0];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  upload(parsed, {} as Parameters<typeof upload>[1], (thrown: unknown) =>
    thrown === undefined ? resolve() : reject(uploadError(thrown)),
  );
  await promise;
  return Array.isArray(parsed.files) ? parsed.files : [];
}

/** Multer bounds each file, not all of them together. */
function onTooMuch(req: UploadRequest, maxBytes: number, reject: (error: GatewayError) => void): void {
  let size = 0;
  req.on("data", (piece: Buffer) => {
    size += piece.length;
    if (size <= maxBytes) return;
    req.unpipe();
    req.pause();
    reject(tooLarge(maxBytes));
  });
}

function uploadError(thrown: unknown): GatewayError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof MulterError && thrown.code === "LIMIT_FIELD_VALUE")
    return new GatewayError("payload_too_large", `multipart: ${thrown.field ?? "a field"} is too long`);
  if (thrown instanceof MulterError && thrown.code === "LIMIT_FILE_COUNT")
    return new GatewayError("payload_too_large", `multipart: more than ${maxFiles} files`);
  return new GatewayError("invalid_request", `multipart: ${message}`, { cause: thrown });
}
