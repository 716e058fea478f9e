import { test } from "vitest";
import { inferDecoding, ofTokens, oneInput, twoInputs } from "../testing/infer-decoding.ts";
import { ofTensors, samples, tensorSpec } from "../testing/models.ts";

const x = { name: "x", datatype: "FP32", shape: [2, 2], data: [1, 2, 3, 4] };
const id = { name: "id", datatype: "INT64", shape: [2], data: [7, 8] };
const unnamed = ofTensors(tensorSpec("float64", [-1, 2]));
const most = Number.MAX_SAFE_INTEGER;
const huge = Array.from({ length: 60 }, () => most);

function feed(name: string, datatype: string, ...data: readonly number[]): unknown {
  return { name, datatype, shape: [data.length], data };
}

test.for([
  [[], "body: expected an object with inputs, found a list of 0"],
  [{}, "inputs: expected a list of tensors, found nothing"],
  [{ inputs: [] }, "inputs: expected a list of tensors, found a list of 0"],
  [{ inputs: [5] }, "inputs[0]: expected an object, found 5"],
  [{ inputs: [{}] }, "inputs[0].name: expected a text, found nothing"],
  [{ inputs: [x, x] }, "inputs[1].name: input 'x' is given more than once"],
  [{ inputs: [x], id: 5 }, "id: expected a text, found 5"],
  [{ inputs: [x], parameters: 5 }, "parameters: expected an object, found 5"],
  [{ inputs: [x], outputs: {} }, "outputs: expected a list of tensors, found an object"],
  [{ inputs: [x], outputs: ["y"] }, "outputs[0].name: expected a text, found nothing"],
  [
    { inputs: [x], outputs: [{ name: "z" }] },
    "unexpected inference output \"z\" for the model; it gives ['y']",
  ],
  [
    { inputs: [x], outputs: [{ name: "y", parameters: { classification: 2 } }] },
    "output 'y': classification is not supported",
  ],
  [
    { inputs: [x], outputs: [{ name: "y", parameters: { binary_data: 1 } }] },
    "outputs[0].parameters.binary_data: expected true or false, found 1",
  ],
] as const)("refuses the request %j", ([body, message], { expect }) => {
  expect(inferDecoding(oneInput, body)).toBe(`invalid_request: ${message}`);
});

test.for([
  [{ datatype: undefined }, "input 'x': datatype: expected one of FP16, FP32, "],
  [{ datatype: "FP8" }, 'INT64, UINT8, UINT16, UINT32, UINT64, BOOL, BYTES, found "FP8"'],
  [{ shape: undefined }, "input 'x': shape: expected a list of sizes, found nothing"],
  [{ shape: [-1, 2] }, "input 'x': shape: expected sizes of 0 or more, found -1"],
  [{ shape: [1.5] }, "input 'x': shape: expected sizes of 0 or more, found 1.5"],
  [{ shape: [...huge, ...huge] }, "input 'x': shape: expected a list of sizes, found a list of 120"],
  [{ shape: [3, 2] }, "unexpected number of elements 4 for input 'x', expecting 6 for the shape [3,2]"],
  [{ shape: huge }, "unexpected number of elements 4 for input 'x', expecting "],
  [{ shape: [...huge, 0] }, "unexpected number of elements 4 for input 'x', expecting "],
  [{ data: undefined }, "input 'x': expected data or binary_data_size, found neither"],
  [{ data: 5 }, "input 'x': data: expected a list, found 5"],
  [{ data: [[1, 2], [3]] }, "input 'x': data: lists of one level differ in length"],
  [{ data: [1, 2, 3, "4"] }, "input 'x': element 3: expected a number (FP32), found \"4\""],
  [{ datatype: "UINT8", data: [1, 2, 3, 256] }, "element 3: expected an integer (UINT8), found 256"],
  [{ datatype: "INT64", data: [1, 2, 3, 1.5] }, "element 3: expected an integer (INT64), found 1.5"],
  [{ datatype: "BOOL", data: [true, 1, 0, 2] }, "element 3: expected true or false (BOOL), found 2"],
  [{ datatype: "BYTES" }, "input 'x': element 0: expected a text (BYTES), found 1"],
  [{ parameters: [] }, "input 'x': parameters: expected an object, found a list of 0"],
  [{ parameters: { binary_data_size: 16 } }, "expected data or binary_data_size, found both"],
  [{ parameters: { shared_memory_region: "r" } }, "input 'x': shared memory is not supported"],
  [
    { data: undefined, parameters: { binary_data_size: 16 } },
    "is the header Inference-Header-Content-Length missing or too large?",
  ],
  [{ name: "z" }, "unexpected inference input \"z\" for the model; it takes ['x']"],
  [{ datatype: "FP64" }, "inference input 'x' data-type is 'FP64', but the model expects 'FP32'"],
  [{ shape: [4, 1] }, "unexpected shape for input 'x' for the model. Expected [-1,2], got [4,1]"],
] as const)("refuses a tensor of %j", ([change, message], { expect }) => {
  expect(inferDecoding(oneInput, { inputs: [{ ...x, ...change }] })).toContain(message);
});

const short = { name: "image", datatype: "UINT8", shape: [1, 2], data: [1, 2] };
const integers = { name: "input", datatype: "INT64", shape: [1, 4], data: [1, 2, 3, 4] };
const scalar = { name: "sepal_length", datatype: "FP64", shape: [], data: [1] };

test.for([
  [twoInputs, [x], "expected 2 inputs but got 1 inputs for the model: 'id' is missing"],
  [unnamed, [x, id], "expected 1 inputs but got 2 inputs for the model"],
  [unnamed, [x], "dtype of input float32 does not match expected dtype float64"],
  [samples.catdog, [x], "unexpected inference input \"x\" for the model; it takes ['image']"],
  [samples.catdog, [short], "image: Shape of input (1, 2) does not match expected shape (-1, 224, 224, 3)."],
  [
    samples.iris,
    [feed("sepal_length", "FP64", 1)],
    "Model is missing inputs ['sepal_width', 'petal_length', ",
  ],
  [
    samples.iris,
    [feed("a", "FP64", 1), feed("b", "FP64", 1, 2)],
    "input 'b': expected 1 rows as in 'a', found 2",
  ],
  [samples.iris, [integers], "Can not safely convert int64 to float64."],
  [samples.iris, [scalar], "input 'sepal_length': expected the shape [rows], found []"],
  [ofTokens, [x], "expected one input of texts (BYTES) for the model"],
] as const)("refuses what the model does not take: %#: $2", ([model, inputs, message], { expect }) => {
  expect(inferDecoding(model, { inputs })).toContain(message);
});
