import { test } from "vitest";
import { digestOf } from "./digest-of.ts";

const files = [
  { path: "MLmodel", sha256: "aa" },
  { path: "data/model.onnx", sha256: "bb" },
];

test("depends on names and contents, and on no order", ({ expect }) => {
  expect(digestOf(files)).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf(files.toReversed())).toBe(digestOf(files));
  const others = [
    [
      { path: "MLmodel", sha256: "bb" },
      { path: "data/model.onnx", sha256: "aa" },
    ],
    [
      { path: "MLmodel", sha256: "aa" },
      { path: "model.onnx", sha256: "bb" },
    ],
    files.slice(1),
  ];
  expect(new Set([files, ...others].map((each) => digestOf(each))).size).toBe(4);
});
