import { test } from "vitest";
import type { Schema } from "../api/signature.ts";
import { templateBody } from "./template-body.ts";

function bodyOf(inputs: Schema): unknown {
  return templateBody({ name: "m", versions: [], signature: { inputs } });
}

function tensor(name: string | undefined, dtype: string, ...shape: readonly number[]) {
  return { name, dtype, shape };
}

test("a table has one row of zeros", ({ expect }) => {
  const columns = [
    { name: "a", type: { kind: "scalar", type: "double" }, required: true },
    { name: "b", type: { kind: "scalar", type: "string" }, required: true },
  ] as const;
  expect(bodyOf({ kind: "columns", columns })).toEqual({
    dataframe_split: { columns: ["a", "b"], data: [[0, ""]] },
  });
});

test.for([
  [
    [tensor("x", "float32", -1, 2, 2)],
    {
      inputs: {
        x: [
          [
            [0, 0],
            [0, 0],
          ],
        ],
      },
    },
  ],
  [[tensor(undefined, "int64", -1, 3)], { inputs: [[0, 0, 0]] }],
  [[tensor("ids", "int64", -1, -1), tensor("flag", "bool", -1)], { inputs: { ids: [[0]], flag: [false] } }],
  [[tensor("image", "uint8", -1, 224, 224, 3)], undefined],
  [[], undefined],
] as const)("tensors %j have zeros in their shape, unless they are large", ([tensors, body], { expect }) => {
  expect(bodyOf({ kind: "tensors", tensors })).toEqual(body);
});

test("parameters stand beside the example with their defaults", ({ expect }) => {
  const type = { kind: "scalar", type: "double" } as const;
  const params = [
    { name: "temperature", type, default: 0.7 },
    { name: "seed", type, default: null },
  ];
  const details = { name: "m", versions: [], signature: { params } };
  expect(templateBody({ ...details, input_example: { inputs: ["x"] } })).toEqual({
    inputs: ["x"],
    params: { temperature: 0.7 },
  });
  const ready = { inputs: ["x"], params: { temperature: 1 } };
  expect(templateBody({ ...details, input_example: ready })).toEqual(ready);
});
