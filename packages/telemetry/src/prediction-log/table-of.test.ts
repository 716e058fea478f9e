import { expect, test } from "vitest";
import { tableOf } from "./table-of.ts";

const known = ["2026", "iris", "2", "d", "r1", "predict", 1];
const [time = "", model = "", version = "", digest = "", request_id = ""] = known.map(String);
const entry = { time, model, version, digest, request_id, operation: "predict", duration_ms: 1 } as const;

test("has a row for each row, and a column for each feature that any of them has", () => {
  const inputs = [{ a: 1 }, { b: "x" }, "text"];
  expect(tableOf([{ ...entry, inputs, predictions: [{ label: "cat" }, 2, null] }])).toEqual({
    columns: [
      "time",
      "model",
      "version",
      "digest",
      "request_id",
      "operation",
      "duration_ms",
      "input.a",
      "input.b",
      "input.value",
      "prediction",
    ],
    data: [
      [...known, 1, null, null, { label: "cat" }],
      [...known, null, "x", null, 2],
      [...known, null, null, "text", null],
    ],
  });
});
