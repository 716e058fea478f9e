import { GatewayError, type ModelDescription } from "@switchyard/core";
import { expect, test } from "vitest";
import { createCodecs } from "../index.ts";
import { described } from "../testing/described.ts";
import { column, describe, ofColumns, ofTensors, samples, tensorSpec } from "../testing/models.ts";

const { predict } = createCodecs();
const topic = samples["topic-classification"];
const mixed = ofColumns(
  column("long", "n"),
  column("boolean", "b", { required: false }),
  column("double", "d", { required: false }),
  column("string", "s", { required: false }),
);
const matrix = ofTensors(tensorSpec("float32", [-1, 2]));
const two = ofTensors(tensorSpec("float32", [-1, 2], "x"), tensorSpec("int64", [-1], "id"));
const bareText = describe(undefined, {
  task: "text",
  inputs: [{ name: "text", dtype: "string", shape: [-1, 1] }],
});

function friendly(body: string, model: ModelDescription, contentType = "application/json"): unknown {
  try {
    const { input, single } = predict.decode({ contentType, body: Buffer.from(body) }, model);
    return [single, described(input)];
  } catch (error) {
    if (error instanceof GatewayError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const oneText = { frame: { text: ["string", [1], ["news"]] }, rows: 1 };
const twoTexts = { frame: { text: ["string", [2], ["news", "more"]] }, rows: 2 };

test.for([
  [topic, '{"text": "news"}', true, oneText],
  [topic, '"news"', true, oneText],
  [topic, '["news", "more"]', false, twoTexts],
  [topic, '[{"text": "news"}, "more"]', false, twoTexts],
  [
    ofColumns(column("string", "body")),
    '{"text": "news"}',
    true,
    { frame: { body: ["string", [1], ["news"]] }, rows: 1 },
  ],
  [
    ofColumns(column("string")),
    '{"text": "news"}',
    true,
    { frame: { 0: ["string", [1], ["news"]] }, rows: 1 },
  ],
  [
    ofTensors(tensorSpec("string", [-1])),
    '["news", "more"]',
    false,
    { array: ["string", [2], ["news", "more"]] },
  ],
  [bareText, '{"text": "news"}', true, { array: ["string", [1, 1], ["news"]] }],
  [
    mixed,
    '{"n": 5.0, "b": 1, "d": "1.5", "s": null, "extra": []}',
    true,
    {
      frame: {
        n: ["int64", [1], ["5"]],
        b: ["bool", [1], [true]],
        d: ["float64", [1], [1.5]],
        s: ["object", [1], [null]],
      },
      rows: 1,
    },
  ],
  [
    mixed,
    '[{"n": 1}, {"n": "2", "d": 1}]',
    false,
    { frame: { n: ["int64", [2], ["1", "2"]], d: ["float64", [2], ["NaN", 1]] }, rows: 2 },
  ],
  [mixed, '{"dataframe_records": [{"n": 1}]}', false, { frame: { n: ["int64", [1], ["1"]] }, rows: 1 }],
  [
    ofColumns(column("double", "inputs")),
    '{"inputs": 2}',
    true,
    { frame: { inputs: ["float64", [1], [2]] }, rows: 1 },
  ],
  [matrix, "[1, 2]", true, { array: ["float32", [1, 2], [1, 2]] }],
  [matrix, "[[1, 2], [3, 4]]", false, { array: ["float32", [2, 2], [1, 2, 3, 4]] }],
  [
    two,
    '{"x": [1, 2], "id": 7}',
    true,
    { named: { x: ["float32", [1, 2], [1, 2]], id: ["int64", [1], ["7"]] } },
  ],
  [
    two,
    '[{"x": [1, 2], "id": 7}]',
    false,
    { named: { x: ["float32", [1, 2], [1, 2]], id: ["int64", [1], ["7"]] } },
  ],
  [
    describe(undefined),
    '{"a": 1.5, "b": 2}',
    true,
    { frame: { a: ["float64", [1], [1.5]], b: ["int64", [1], ["2"]] }, rows: 1 },
  ],
] as const)("reads %#: %s", ([model, body, single, input]) => {
  expect(friendly(body, model)).toEqual([single, input]);
});

test("reads CSV as a list", () => {
  expect(friendly("text\nnews\n", topic, "text/csv")).toEqual([false, oneText]);
});

test.for([
  [
    samples.iris,
    '{"sepal_length": "a", "sepal_width": 1, "petal_length": 1, "petal_width": 1}',
    'sepal_length: expected a number (double), found "a"',
  ],
  [
    samples.iris,
    '[{"sepal_length": true, "sepal_width": 1, "petal_length": 1, "petal_width": 1}]',
    "[0].sepal_length: expected a number (double), found true",
  ],
  [
    samples.iris,
    '{"sepal_length": null, "sepal_width": 1, "petal_length": 1, "petal_width": 1}',
    "sepal_length: expected a number (double), found null",
  ],
  [
    samples.iris,
    '{"sepal_length": 1, "width": 2}',
    "schema_mismatch: Failed to enforce schema. Model is missing inputs ['sepal_width', 'petal_length', 'petal_width']. Note that there were extra inputs: ['width'].",
  ],
  [samples.iris, "[]", "expected at least one thing to predict"],
  [
    samples.iris,
    '"a"',
    'body: expected an object with sepal_length, sepal_width, petal_length, petal_width, found "a"',
  ],
  [samples.iris, "5", "body: expected an object or an array, found 5"],
  [topic, '{"text": 5}', "text: expected a text, found 5"],
  [topic, "{}", "Model is missing inputs ['text']."],
  [mixed, '{"n": 1.5}', "n: expected an integer (long), found 1.5"],
  [mixed, '{"n": true}', "n: expected an integer (long), found true"],
  [mixed, '{"n": 9223372036854775808}', "out of bounds for int64"],
  [mixed, '[{"n": 1, "b": true}, {"n": 1}]', "[1].b: expected true or false, found nothing"],
  [mixed, '{"n": 1, "b": "yes"}', 'b: expected true or false, found "yes"'],
  [describe(samples.catdog.signature?.inputs, { task: "image" }), '"cat.png"', "body: expected a picture"],
  [matrix, '{"x": [1, 2]}', "un-named"],
] as const)("refuses %#: %s", ([model, body, message]) => {
  expect(friendly(body, model)).toContain(message);
});
