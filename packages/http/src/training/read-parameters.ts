import type { IncomingMessage, ServerResponse } from "node:http";
import { GatewayError } from "@switchyard/core";
import { readDecodedBody } from "../inference/decoded-body.ts";
import { tooLarge } from "../inference/too-large.ts";

const maxBodyBytes = 1024 * 1024;

/** The body as JSON; one that is empty means no parameters, unless it is to mean something else. */
export async function readParameters(
  req: IncomingMessage,
  res: ServerResponse,
  whenEmpty: unknown = {},
): Promise<unknown> {
  const body = await readSmallBody(req, res);
  if (body.length === 0) return whenEmpty;
  checkType(req.headers["content-type"]);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "";
    throw new GatewayError("invalid_request", `body: expected JSON (${reason})`, { cause });
  }
}

/** Bounded more than requests to models are, so that no setting is to be named. */
async function readSmallBody(req: IncomingMessage, res: ServerResponse): Promise<Buffer> {
  try {
    return await readDecodedBody(req, res, maxBodyBytes);
  } catch (thrown) {
    const isTooLarge = GatewayError.from(thrown).code === "payload_too_large";
    throw isTooLarge ? tooLarge(maxBodyBytes, "") : thrown;
  }
}

/** A page of another origin may send any other type without asking, even to this machine. */
function checkType(type = "none"): void {
  if (/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) return;
  throw new GatewayError(
    "unsupported_media_type",
    `Content-Type: expected application/json for parameters, found ${type}`,
  );
}
