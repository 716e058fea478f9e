import { resolve } from "node:path";
import { test } from "vitest";
import { directoryOf } from "./directory-of.ts";

test.for([
  ["./mlruns", resolve("mlruns")],
  ["mlruns", resolve("mlruns")],
  ["/data/ml runs", "/data/ml runs"],
  ["/data/ml%20runs", "/data/ml runs"],
  ["file:///data/ml%20runs", "/data/ml runs"],
  ["file:/data", "/data"],
  ["file:mlruns", resolve("mlruns")],
  ["file:./mlruns", resolve("mlruns")],
  ["FILE://localhost/data", "/data"],
  ["file://127.0.0.1:5000/data", "/data"],
  ["file://./data", "/data"],
  ["/data/mlruns/", "/data/mlruns"],
] as const)("reads %s as %s", ([uri, expected], { expect }) => {
  expect(directoryOf(uri)).toBe(expected);
});

test("refuses a directory of another machine", ({ expect }) => {
  expect(() => directoryOf("file://nas/mlruns")).toThrow(
    expect.objectContaining({
      code: "invalid_configuration",
      message: expect.stringContaining("a directory on nas"),
    }),
  );
});
