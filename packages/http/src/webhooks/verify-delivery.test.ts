import { createHmac } from "node:crypto";
import { test } from "vitest";
import { verifyDelivery } from "./verify-delivery.ts";

const secret = "s3cret";
const nowMs = 1_795_225_709_000;
const timestamp = "1795225709";
const id = "5f6a0c8e-37a9-4c40-9d0c-2a7c4a3a9e11";
const body = Buffer.from('{"entity": "model_version_alias", "action": "created", "data": {"name": "Größe"}}');

/** As MLflow's `_generate_hmac_signature` makes it. */
function sign(stamp: string, key = secret): string {
  const mac = createHmac("sha256", key).update(`${id}.${stamp}.${body.toString()}`);
  return `v1,${mac.digest("base64")}`;
}

const good = {
  "x-mlflow-delivery-id": id,
  "x-mlflow-timestamp": timestamp,
  "x-mlflow-signature": sign(timestamp),
};

test.for([
  ["as MLflow makes it", {}],
  ["beside one of another secret", { "x-mlflow-signature": `${sign(timestamp, "old")} ${sign(timestamp)}` }],
  ["beside one of another kind", { "x-mlflow-signature": `v2,abc= ${sign(timestamp)}` }],
  ["five minutes old", stamped("1795225409")],
  ["five minutes early", stamped("1795226009")],
] as const)("takes a signature %s", ([, headers], { expect }) => {
  expect(verifyDelivery({ headers: { ...good, ...headers }, body }, { secret, nowMs })).toBe(id);
});

test.for([
  [{ "x-mlflow-delivery-id": undefined }, "invalid_request", "X-MLflow-Delivery-Id: missing"],
  [{ "x-mlflow-delivery-id": "a b" }, "invalid_request", "X-MLflow-Delivery-Id"],
  [{ "x-mlflow-timestamp": undefined }, "invalid_request", "X-MLflow-Timestamp: missing"],
  [{ "x-mlflow-timestamp": "2026-11-21" }, "invalid_request", "X-MLflow-Timestamp"],
  [{ "x-mlflow-timestamp": "1795225710" }, "permission_denied", "X-MLflow-Signature"],
  [{ "x-mlflow-signature": undefined }, "unauthenticated", "X-MLflow-Signature: missing"],
  [{ "x-mlflow-signature": "abc" }, "invalid_request", "X-MLflow-Signature: expected v1,<base64>"],
  [{ "x-mlflow-signature": "v1,YWJj" }, "permission_denied", "X-MLflow-Signature"],
  [{ "x-mlflow-signature": sign(timestamp, "other") }, "permission_denied", "X-MLflow-Signature"],
  [stamped("1795225408"), "permission_denied", "X-MLflow-Timestamp: more than five minutes"],
  [stamped("1795226010"), "permission_denied", "X-MLflow-Timestamp: more than five minutes"],
] as const)("refuses %j as %s", ([headers, code, message], { expect }) => {
  expect(() => verifyDelivery({ headers: { ...good, ...headers }, body }, { secret, nowMs })).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
});

test("refuses a body that is not the one that was signed", ({ expect }) => {
  const other = Buffer.concat([body, Buffer.from(" ")]);
  expect(() => verifyDelivery({ headers: good, body: other }, { secret, nowMs })).toThrow(
    "X-MLflow-Signature",
  );
});

function stamped(stamp: string): Readonly<Record<string, string>> {
  return { "x-mlflow-timestamp": stamp, "x-mlflow-signature": sign(stamp) };
}
