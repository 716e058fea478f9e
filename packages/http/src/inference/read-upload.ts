import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { GatewayError, type EncodedBody } from "@switchyard/core";
import multer, { MulterError } from "multer";

/** The fields in which a file may come. */
const fileFields = ["file", "image_file", "image"];

const tooMuch = new Set(["LIMIT_FILE_SIZE", "LIMIT_FIELD_VALUE"]);

/** A request, or as much of one as is needed here. */
export type UploadRequest = Readable & { readonly headers: IncomingHttpHeaders };

/** The upload that a body is which has been read and decoded. */
export function uploadOf(headers: IncomingHttpHeaders, body: Buffer): UploadRequest {
  const { "transfer-encoding": _, ...others } = headers;
  return Object.assign(Readable.from([body]), {
    headers: { ...others, "content-length": String(body.length) },
  });
}

/** The one file of a multipart upload, kept in memory, with the type its sender gave it. */
export async function readUpload(
  req: UploadRequest,
  res: ServerResponse,
  maxBytes: number,
): Promise<EncodedBody> {
  const { file } = await parse(req, res, maxBytes);
  if (file) return { contentType: file.mimetype, body: file.buffer };
  throw new GatewayError(
    "invalid_request",
    `multipart: expected a file in one of the fields ${fileFields.join(", ")}`,
  );
}

interface Parsed {
  readonly file: Express.Multer.File | undefined;
}

async function parse(req: UploadRequest, res: ServerResponse, maxBytes: number): Promise<Parsed> {
  const limits = {
    fileSize: maxBytes,
    files: 1,
    fields: 20,
    fieldSize: 64 * 1024,
    parts: 21,
    headerPairs: 50,
  };
  const upload = multer({ storage: multer.memoryStorage(), limits }).any();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Multer asks for Express's request and response, and uses no more of them than Node's own.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const parsed = req as unknown as Parameters<typeof upload>[0];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  upload(parsed, res as Parameters<typeof upload>[1], (thrown: unknown) =>
    thrown === undefined ? resolve() : reject(uploadError(thrown, maxBytes)),
  );
  await promise;
  const files = Array.isArray(parsed.files) ? parsed.files : [];
  return { file: files.find(({ fieldname }) => fileFields.includes(fieldname)) };
}

function uploadError(thrown: unknown, maxBytes: number): GatewayError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof MulterError && tooMuch.has(thrown.code))
    return new GatewayError(
      "payload_too_large",
      `multipart: ${thrown.field ?? "a field"} is larger than ${maxBytes} bytes`,
    );
  return new GatewayError("invalid_request", `multipart: ${message}`, { cause: thrown });
}
