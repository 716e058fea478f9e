import { GatewayError } from "@switchyard/core";
import { Router } from "express";
import { readBody } from "../inference/read-body.ts";
import { DeliveryLog } from "./delivery-log.ts";
import { verifyDelivery, windowMs } from "./verify-delivery.ts";

export interface WebhookOptions {
  /** Shared with MLflow's webhook; without one no delivery is taken. */
  readonly secret: string | undefined;
  /** Hears that something of the registry may have changed. */
  readonly onHint: () => void;
}

const maxBodyBytes = 1024 * 1024;

/**
 * `POST /webhooks/mlflow`: a signed delivery means "look at the registry now", and nothing more: what it says
 * of versions is not believed. Needs no token.
 */
export function webhookRoute({ secret, onHint }: WebhookOptions): Router {
  // A delivery may be stamped as far ahead as it may be old.
  const log = new DeliveryLog({ lifeMs: 3 * windowMs, maxIds: 10_000 });
  return Router().post("/webhooks/mlflow", async (req, res) => {
    if (secret === undefined) throw notEnabled();
    checkEncoding(req.headers["content-encoding"]);
    const body = await readBody(req, maxBodyBytes, "");
    const nowMs = Date.now();
    const id = verifyDelivery({ headers: req.headers, body }, { secret, nowMs });
    const isOfModels = /^(?:registered_model|model_version)/.test(entityOf(body));
    const status = !log.isNew(id, nowMs) ? "duplicate" : isOfModels ? "accepted" : "ignored";
    if (status === "accepted") onHint();
    res.json({ status });
  });
}

function checkEncoding(encoding = "identity"): void {
  if (encoding === "identity") return;
  throw new GatewayError(
    "unsupported_media_type",
    `Content-Encoding: ${encoding} is not read; send the body as it is`,
  );
}

/** What an event is about, such as `model_version_alias` or `prompt`. */
function entityOf(body: Buffer): string {
  try {
    const delivery: unknown = JSON.parse(body.toString("utf8"));
    if (typeof delivery === "object" && delivery !== null && "entity" in delivery)
      return String(delivery.entity);
  } catch (cause) {
    throw new GatewayError("invalid_request", "body: expected JSON", { cause });
  }
  throw new GatewayError("invalid_request", "body.entity: missing");
}

function notEnabled(): GatewayError {
  return new GatewayError(
    "endpoint_not_found",
    "webhooks are not taken here: set registry.webhookSecret (SWITCHYARD_WEBHOOK_SECRET) to the secret of MLflow's webhook",
  );
}
