import { test } from "vitest";
import { compilationText } from "./compilation-text.ts";

const compiled = { status: "compiled", converter: "skl2onnx 1.20.0" };

test.for([
  [{ status: "off" }, undefined],
  [{ status: "refused", reason: "no converter" }, "Python answers for this model: no converter."],
  [compiled, "A graph made by skl2onnx 1.20.0 answers for this model."],
  [
    { ...compiled, verification: { rows: 40, largest_error: 1.234e-7 } },
    "A graph made by skl2onnx 1.20.0 answers for this model. Compared with Python on 40 rows: a largest difference of 1.2e-7.",
  ],
] as const)("%j is told as %s", ([compilation, text], { expect }) => {
  expect(compilationText(compilation)).toBe(text);
});
