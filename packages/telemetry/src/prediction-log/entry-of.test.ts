import { expect, test } from "vitest";
import { entryOf, takeBody, type TakenPrediction } from "./entry-of.ts";
import { testVersion } from "../testing/test-version.ts";

const json = (value: unknown, maxBytes = 1000) =>
  takeBody({ contentType: "application/json", body: Buffer.from(JSON.stringify(value)) }, maxBytes);

function taken(parts: Partial<TakenPrediction>): TakenPrediction {
  return {
    requestId: "r1",
    model: testVersion,
    digest: "d1",
    columns: ["a", "b"],
    operation: "invocations",
    asked: json({ inputs: [[1, 2]] }),
    answered: json({ predictions: ["x"] }),
    durationMs: 1.23456,
    time: Date.UTC(2026, 0, 1),
    ...parts,
  };
}

const open = { redact: [], hash: [], hashKey: "" };

test("says what was asked and answered, by whom and when", () => {
  expect(entryOf(taken({}), open)).toEqual({
    time: "2026-01-01T00:00:00.000Z",
    model: "iris",
    version: "2",
    digest: "d1",
    request_id: "r1",
    operation: "invocations",
    duration_ms: 1.235,
    inputs: [{ a: 1, b: 2 }],
    predictions: ["x"],
  });
});

test("a table without names is named by the model's columns before it is protected", () => {
  expect(entryOf(taken({}), { ...open, redact: ["b"] }).inputs).toEqual([{ a: 1, b: "[redacted]" }]);
});

test.for([
  ["a picture", takeBody({ contentType: "image/png", body: Buffer.from("12345") }, 1000), "image/png", 5],
  ["what is too large", json({ inputs: [1, 2, 3] }, 5), "application/json", 18],
  ["a CSV", takeBody({ contentType: "text/csv", body: Buffer.from("a,b\n1,2\n") }, 1000), "text/csv", 8],
  [
    "NaN",
    takeBody({ contentType: "application/json", body: Buffer.from("[NaN]") }, 1000),
    "application/json",
    5,
  ],
] as const)("of %s keeps the type and the size", ([, asked, content_type, size_bytes]) => {
  expect(entryOf(taken({ asked }), open).inputs).toEqual([{ content_type, size_bytes }]);
});
