import { tensorsContentType } from "@switchyard/core";
import { test } from "vitest";
import { createCodecs } from "../index.ts";
import { described } from "../testing/described.ts";
import { inferDecoding, oneInput, twoInputs } from "../testing/infer-decoding.ts";
import { samples } from "../testing/models.ts";
import { binaryRequest } from "../testing/open-tensors.ts";

const { infer } = createCodecs();
const floats = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
const alone = tensorsContentType(0);
const textOf = (length: number, ...bytes: readonly number[]): readonly number[] => [
  length,
  0,
  0,
  0,
  ...bytes,
];

/** A header for four elements in so many bytes. */
function header(size: number, datatype = "FP32"): unknown {
  return { inputs: [{ name: "x", datatype, shape: [2, 2], parameters: { binary_data_size: size } }] };
}

test.for([
  ["cut off", header(16), [floats.subarray(0, 12)], "binary_data_size says 16 bytes, but only 12 are left"],
  ["too long", header(16), [floats, [1]], "unexpected additional input data: 1 bytes behind the last"],
  ["too short", header(12), [floats.subarray(0, 12)], "byte size 12 for input 'x', expecting 16"],
  ["of no size", header(-1), [floats], "input 'x': binary_data_size: expected a number of bytes, found -1"],
  ["of a huge size", header(Number.MAX_SAFE_INTEGER), [floats], "but only 16 are left of the body"],
  ["that is no truth", header(4, "BOOL"), [[0, 1, 1, 2]], "element 3: expected a byte of 0 or 1, found 2"],
  [
    "of texts cut off",
    header(16, "BYTES"),
    [textOf(1, 65), textOf(200), textOf(0).slice(1), textOf(0)],
    "incorrect byte length for input 'x': element 1 of 4 ends behind its 16 bytes",
  ],
  [
    "of no text",
    header(17, "BYTES"),
    [textOf(1, 255), textOf(0), textOf(0), textOf(0)],
    "input 'x': element 0: expected a text in UTF-8",
  ],
  [
    "of too many texts",
    header(20, "BYTES"),
    [new Uint8Array(20)],
    "unexpected number of elements for input 'x': 4 bytes are left behind 4",
  ],
] as const)("refuses a binary tensor %s", ([, json, behind, message], { expect }) => {
  const { contentType, body } = binaryRequest(json, ...behind.map((each) => Uint8Array.from(each)));
  expect(inferDecoding(oneInput, body, contentType)).toContain(message);
});

test.for([
  [
    "behind a header that ends elsewhere",
    oneInput,
    tensorsContentType(1e9),
    "Inference-Header-Content-Length: 1000000000 is more than the 12 bytes of the body",
  ],
  ["alone that is no whole row", oneInput, alone, "byte size 12 for input 'x', expecting 8"],
  ["alone for several inputs", twoInputs, alone, "the body is one tensor; the model takes 2"],
  [
    "alone for texts",
    samples["topic-classification"],
    alone,
    "input 'text': texts (BYTES) need a JSON header that says their shape",
  ],
] as const)("refuses a tensor %s", ([, model, contentType, message], { expect }) => {
  expect(inferDecoding(model, floats.subarray(0, 12), contentType)).toContain(message);
});

test("reads a body that is nothing but the only tensor, and answers in bytes", ({ expect }) => {
  const { input, asked } = infer.decode({ contentType: alone, body: floats }, oneInput);
  expect(described(input)).toEqual({ named: { x: ["float32", [2, 2], [1, 2, 3, 4]] } });
  expect(asked).toEqual({ id: undefined, outputs: [{ name: "y", binary: true }] });
});
