import type { ModelDescription, TensorSpec } from "@switchyard/core";
import { test } from "vitest";
import { createCodecs } from "../index.ts";
import { decoding } from "../testing/decoding.ts";
import { column, describe, ofColumns, ofTensors, tensorSpec } from "../testing/models.ts";

const prompts = ofColumns(column("string", "prompt"), column("double", "input", { required: false }));
const graph = (...inputs: readonly TensorSpec[]): ModelDescription => describe(undefined, { inputs });
const texts: TensorSpec = { name: "prompt", dtype: "string", shape: [-1] };
const floats: TensorSpec = { name: "input", dtype: "float32", shape: [-1] };

test.for([
  [prompts, '{"prompt": "x"}', { frame: { prompt: ["string", [1], ["x"]] }, rows: 1 }],
  [prompts, '{"prompt": ["x", "y"]}', { frame: { prompt: ["object", [1], [["x", "y"]]] }, rows: 1 }],
  [
    prompts,
    '{"prompt": "x", "input": 1.5, "inputs": [1]}',
    { frame: { prompt: ["string", [1], ["x"]], input: ["float64", [1], [1.5]] }, rows: 1 },
  ],
  [
    prompts,
    '{"input": [1.5]}',
    "schema_mismatch: Failed to enforce schema. Model is missing inputs ['prompt']",
  ],
  [
    ofTensors(tensorSpec("float32", [-1, 2])),
    '{"input": [[1.0, 2.0]]}',
    "schema_mismatch: Failed to enforce schema. ",
  ],
  [graph(texts), '{"prompt": ["x"]}', { named: { prompt: ["string", [1], ["x"]] } }],
  [graph(texts), '{"prompt": "x"}', "invalid_request: prompt: expected an envelope"],
  [graph(floats), '{"input": [1.0]}', "invalid_request: input: expected an envelope"],
] as const)("reads %#: %j", ([model, body, expected], { expect }) => {
  const found = decoding(body, model);
  if (typeof expected === "string") expect(found).toContain(expected);
  else expect(found).toEqual(expected);
});

test("what comes without an envelope is answered without one", ({ expect }) => {
  const { invocations } = createCodecs();
  const decode = (text: string) =>
    invocations.decode({ contentType: "application/json", body: Buffer.from(text) }, prompts);
  const prediction = { form: "array", array: { dtype: "string", shape: [1], data: ["y"] } } as const;
  const answer = { prediction, outputs: {} };
  const bare = decode('{"prompt": "x"}');
  const enveloped = decode('{"inputs": {"prompt": ["x"]}}');
  expect(Buffer.from(invocations.encode(answer, bare, prompts).body).toString()).toBe('["y"]');
  expect(Buffer.from(invocations.encode(answer, enveloped, prompts).body).toString()).toBe(
    '{"predictions":["y"]}',
  );
});
