import type { IncomingMessage } from "node:http";
import { GatewayError } from "@switchyard/core";

/** The whole body; throws `payload_too_large` as soon as it is known to be over the limit, which a setting may name. */
export function readBody(
  req: IncomingMessage,
  maxBytes: number,
  setting = "server.maxBodyBytes",
): Promise<Buffer> {
  const encoding = req.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    return Promise.reject(
      new GatewayError(
        "unsupported_media_type",
        `Content-Encoding: ${encoding} is not read; send the body as it is`,
      ),
    );
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

function tooLarge(maxBytes: number, setting: string): GatewayError {
  const by = setting === "" ? "" : ` (${setting})`;
  return new GatewayError("payload_too_large", `body: larger than ${maxBytes} bytes${by}`);
}
