import { test } from "vitest";
import { joinLocation } from "./join-location.ts";

test.for([
  ["/runs/1/artifacts", "model", "/runs/1/artifacts/model"],
  ["/runs/1/artifacts/", "/a/model/", "/runs/1/artifacts/a/model"],
  ["/runs/1", "", "/runs/1"],
  ["file:///runs/1", "a%20b", "file:///runs/1/a%2520b"],
  ["mlflow-artifacts:/1/r", "a%20b", "mlflow-artifacts:/1/r/a%20b"],
  ["s3://bucket/r", "model", "s3://bucket/r/model"],
] as const)("joins %s and %s", ([location, path, expected], { expect }) => {
  expect(joinLocation(location, path)).toBe(expected);
});
