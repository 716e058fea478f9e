import { GatewayError, headerBytesOf, tensorsContentType } from "@switchyard/core";
import type { Asked } from "../inference/exchange.ts";
import { isUploads } from "../inference/read-upload.ts";
import type { RequestHead } from "../request-head.ts";

const lengthHeader = "Inference-Header-Content-Length";

/** What was asked, with a content type that says where its tensors begin; no other is told apart, as in Triton. */
export function inferAsked(asked: Asked, { headers }: RequestHead): Asked {
  if (isUploads(asked))
    throw new GatewayError(
      "unsupported_media_type",
      "content-type: expected JSON or tensors, found an upload",
    );
  const length = headers[lengthHeader.toLowerCase()];
  if (length === undefined) return { contentType: "application/json", body: asked.body };
  if (typeof length === "string" && /^\d{1,10}$/.test(length))
    return { contentType: tensorsContentType(Number(length)), body: asked.body };
  throw new GatewayError(
    "invalid_request",
    `${lengthHeader}: expected a number of bytes, found ${String(length).slice(0, 40)}`,
  );
}

/** The headers that tell an answer's content, in names and values. */
export function contentHeaders(contentType: string): readonly string[] {
  const headerBytes = headerBytesOf(contentType);
  if (headerBytes === undefined) return ["Content-Type", contentType];
  return ["Content-Type", "application/octet-stream", lengthHeader, String(headerBytes)];
}
