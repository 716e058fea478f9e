import type { IncomingMessage } from "node:http";
import { GatewayError } from "@switchyard/core";
import { tooLarge } from "./too-large.ts";

/** The whole body as it was sent; throws `payload_too_large` as soon as it is known to be over the limit, which a setting may name. */
export function readBody(req: IncomingMessage, maxBytes: number, setting?: string): Promise<Buffer> {
  if (Number(req.headers["content-length"]) > maxBytes) return Promise.reject(tooLarge(maxBytes, setting));
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    req.on("data", (piece: Buffer) => {
      size += piece.length;
      pieces.push(piece);
      if (size <= maxBytes) return;
      req.pause();
      reject(tooLarge(maxBytes, setting));
    });
    req.on("end", () => resolve(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)));
    // A caller that hangs up half-way is an error too.
    req.on("error", (cause) =>
      reject(new GatewayError("invalid_request", "the body ended early", { cause })),
    );
  });
}
