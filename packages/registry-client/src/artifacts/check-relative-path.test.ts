import { test } from "vitest";
import { checkRelativePath, percentDecoded } from "./check-relative-path.ts";

test.for(["MLmodel", "data/model.onnx", "a b#c", "..a/b..", "100%", "a%20b", "ä"] as const)(
  "lets %s be",
  (path, { expect }) => {
    expect(() => checkRelativePath(path)).not.toThrow();
  },
);

test.for([
  "",
  "..",
  "../x",
  "a/../../x",
  "/etc/passwd",
  "a//b",
  "./a",
  "a\\..\\b",
  "%2e%2e/x",
  "%252e%252e/x",
  "%2fetc",
  "a\0b",
] as const)("refuses %j", (path, { expect }) => {
  expect(() => checkRelativePath(path)).toThrow("leads out of its directory");
});

test("decodes what is an escape, and leaves the rest", ({ expect }) => {
  expect(percentDecoded("a%20b%C3%A9%zz%")).toBe("a bé%zz%");
});
