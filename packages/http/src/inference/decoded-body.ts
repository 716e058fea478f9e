import type { IncomingMessage, ServerResponse } from "node:http";
import { Transform } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { GatewayError } from "@switchyard/core";
import { codingsRead, parseCodings } from "./content-codings.ts";
import { readBody } from "./read-body.ts";
import { tooLarge } from "./too-large.ts";

/**
 * The whole body without its `Content-Encoding`. Throws `unsupported_media_type` for a coding that is not read,
 * `payload_too_large` as soon as what came or what it expands to is over the limit, and `invalid_request` for
 * bytes that are damaged or incomplete. The request itself lives on, so that the refusal can be written.
 */
export async function readDecodedBody(
  req: IncomingMessage,
  res: ServerResponse,
  maxBytes: number,
): Promise<Buffer> {
  const header = req.headers["content-encoding"] ?? "";
  const decoders = parseCodings(header)?.map((create) => create());
  if (!decoders) throw notRead(header, res);
  const [first] = decoders;
  if (!first) return await readBody(req, maxBytes);
  if (Number(req.headers["content-length"]) > maxBytes) throw tooLarge(maxBytes);
  feed(req, first, maxBytes);
  try {
    return await decode(decoders, maxBytes);
  } catch (thrown) {
    throw decodingError(header, thrown);
  }
}

/** Lets the body run into a decoder, and ends that when the caller hangs up or sends too much. */
function feed(req: IncomingMessage, decoder: Transform, maxBytes: number): void {
  let size = 0;
  req.on("data", (piece: Buffer) => {
    size += piece.length;
    if (size > maxBytes) decoder.destroy(tooLarge(maxBytes));
  });
  req.on("error", (cause) =>
    decoder.destroy(new GatewayError("invalid_request", "the body ended early", { cause })),
  );
  req.pipe(decoder);
}

/** What each decoder gives is bounded, lest one of them be kept busy by gigabytes that the next makes nothing of. */
async function decode(decoders: readonly Transform[], maxBytes: number): Promise<Buffer> {
  const last = bounded(maxBytes);
  const stages = decoders.flatMap((decoder, index) =>
    index === decoders.length - 1 ? [decoder, last] : [decoder, bounded(maxBytes)],
  );
  const [body] = await Promise.all([buffer(last), pipeline(stages)]);
  return body;
}

function bounded(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      size += piece.length;
      if (size > maxBytes) done(tooLarge(maxBytes));
      else done(null, piece);
    },
  });
}

function notRead(header: string, res: ServerResponse): GatewayError {
  res.setHeader("Accept-Encoding", codingsRead);
  return new GatewayError(
    "unsupported_media_type",
    `Content-Encoding: ${header} is not read; send the body as it is, or with up to three of ${codingsRead}`,
  );
}

function decodingError(header: string, thrown: unknown): unknown {
  if (thrown instanceof GatewayError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new GatewayError("invalid_request", `Content-Encoding: the body is no ${header} (${reason})`, {
    cause: thrown,
  });
}
