import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { GatewayError } from "@switchyard/core";

/** A delivery of MLflow's webhooks as it came in. */
export interface Delivery {
  readonly headers: IncomingHttpHeaders;
  /** The body's own bytes: they are what is signed. */
  readonly body: Buffer;
}

export interface Verification {
  /** Shared with MLflow. */
  readonly secret: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** How old or how early a delivery may be; MLflow repeats one within a minute. */
export const windowMs = 300_000;

/**
 * The id of a delivery that MLflow has signed, and has signed lately. Throws `invalid_request` that names the
 * header, `unauthenticated` without a signature, `permission_denied` with a wrong one or an old one.
 */
export function verifyDelivery({ headers, body }: Delivery, { secret, nowMs }: Verification): string {
  const id = headerOf(headers, "X-MLflow-Delivery-Id", /^[\w-]{1,128}$/);
  const timestamp = headerOf(headers, "X-MLflow-Timestamp", /^\d{1,12}$/);
  const given = signaturesIn(headers["x-mlflow-signature"]);
  const signature = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest();
  if (!given.some((each) => each.length === signature.length && timingSafeEqual(each, signature)))
    throw new GatewayError(
      "permission_denied",
      "X-MLflow-Signature: not made with the secret that is set here",
    );
  if (Math.abs(nowMs - Number(timestamp) * 1000) <= windowMs) return id;
  throw new GatewayError("permission_denied", "X-MLflow-Timestamp: more than five minutes from now");
}

function headerOf(headers: IncomingHttpHeaders, name: string, pattern: RegExp): string {
  const value = headers[name.toLowerCase()];
  if (value === undefined) throw new GatewayError("invalid_request", `${name}: missing`);
  if (typeof value === "string" && pattern.test(value)) return value;
  throw new GatewayError("invalid_request", `${name}: not as MLflow sends it`);
}

/** Every `v1,<base64>` of the header: while secrets are exchanged there may be several. */
function signaturesIn(header: string | readonly string[] | undefined): readonly Buffer[] {
  if (header === undefined)
    throw new GatewayError("unauthenticated", "X-MLflow-Signature: missing; give MLflow's webhook a secret");
  const signatures = String(header)
    .split(" ")
    .flatMap((each) => /^v1,([\w+/]+={0,2})$/.exec(each)?.[1] ?? []);
  if (signatures.length > 0) return signatures.map((each) => Buffer.from(each, "base64"));
  throw new GatewayError("invalid_request", "X-MLflow-Signature: expected v1,<base64>");
}
