import { test } from "vitest";
import { parseSignature } from "./parse-signature.ts";

const named = (name: string, dtype: string): string =>
  `{"name": "${name}", "type": "tensor", "tensor-spec": {"dtype": "${dtype}", "shape": [-1, 3]}}`;

const scalar = (type: string): object => ({ kind: "scalar", type });

test.for([
  [
    "a named column",
    '{"type": "double", "name": "x"}',
    { name: "x", type: scalar("double"), required: true },
  ],
  [
    "an optional column",
    '{"type": "long", "name": "x", "required": false}',
    { name: "x", type: scalar("long"), required: false },
  ],
  ["an unnamed column", '{"type": "string"}', { name: undefined, type: scalar("string"), required: true }],
  [
    "an array, optional unless it says",
    '{"type": "array", "name": "x", "items": {"type": "float"}}',
    { name: "x", type: { kind: "array", items: scalar("float") }, required: false },
  ],
  [
    "a required array",
    '{"type": "array", "name": "x", "required": true, "items": {"type": "float"}}',
    { name: "x", type: { kind: "array", items: scalar("float") }, required: true },
  ],
  [
    "a map",
    '{"type": "map", "name": "x", "values": {"type": "binary"}}',
    { name: "x", type: { kind: "map", values: scalar("binary") }, required: false },
  ],
  [
    "any",
    '{"type": "any", "name": "x", "required": false}',
    { name: "x", type: { kind: "any" }, required: false },
  ],
  [
    "a Spark vector",
    '{"type": "sparkml_vector", "name": "x"}',
    { name: "x", type: { kind: "array", items: scalar("double") }, required: false },
  ],
  [
    "an object",
    '{"type": "object", "name": "x", "properties": {"a": {"type": "datetime"}, "b": {"type": "array", "items": {"type": "string"}, "required": true}}}',
    {
      name: "x",
      required: false,
      type: {
        kind: "object",
        properties: [
          { name: "a", type: scalar("datetime"), required: true },
          { name: "b", type: { kind: "array", items: scalar("string") }, required: true },
        ],
      },
    },
  ],
] as const)("reads %s", ([, text, expected], { expect }) => {
  const signature = parseSignature({ inputs: `[${text}]` });
  expect(signature.inputs).toEqual({ kind: "columns", columns: [expected] });
});

test("reads tensors", ({ expect }) => {
  const outputs = `[${[named("a", "float32"), named("b", "str"), named("c", "object")].join()}]`;
  expect(parseSignature({ outputs }).outputs).toEqual({
    kind: "tensors",
    tensors: [
      { name: "a", dtype: "float32", shape: [-1, 3] },
      { name: "b", dtype: "string", shape: [-1, 3] },
      { name: "c", dtype: "object", shape: [-1, 3] },
    ],
  });
});

test.for([
  [
    "a scalar",
    '{"name": "p", "type": "double", "default": 0.1, "shape": null}',
    { name: "p", type: scalar("double"), default: 0.1, list: false },
  ],
  [
    "a list",
    '{"name": "p", "type": "long", "default": [1, 2], "shape": [-1]}',
    { name: "p", type: scalar("long"), default: [1, 2], list: true },
  ],
  [
    "the legacy key",
    '{"name": "p", "dtype": "string", "default": "a", "shape": null}',
    { name: "p", type: scalar("string"), default: "a", list: false },
  ],
  [
    "no default",
    '{"name": "p", "type": "string", "default": null, "shape": null}',
    { name: "p", type: scalar("string"), default: undefined, list: false },
  ],
  [
    "a default that is no JSON",
    '{"name": "p", "type": "float", "default": NaN, "shape": null}',
    { name: "p", type: scalar("float"), default: Number.NaN, list: false },
  ],
  [
    "an object",
    '{"name": "p", "type": "object", "default": {"a": 1}, "shape": null, "properties": {"a": {"type": "long"}}}',
    {
      name: "p",
      type: { kind: "object", properties: [{ name: "a", type: scalar("long"), required: true }] },
      default: { a: 1 },
      list: false,
    },
  ],
] as const)("reads a param: %s", ([, text, expected], { expect }) => {
  expect(parseSignature({ params: `[${text}]` }).params).toEqual([expected]);
});

test("leaves out the parts that are not there", ({ expect }) => {
  expect(parseSignature({ inputs: null })).toEqual({
    inputs: undefined,
    outputs: undefined,
    params: undefined,
  });
});

const column = '{"type": "double", "name": "x"}';
const tensor = '{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1]}}';
test.for([
  ["[]", "expected array to have >=1 items"],
  ["[", "JSON"],
  [`[${column}, {"type": "double"}]`, "inputs must be all named or all unnamed"],
  [`[${column}, ${tensor}]`, "inputs mix columns and tensors"],
  [`[${tensor}, ${tensor}]`, "inputs of several tensors need names"],
  ['[{"type": "double", "required": false}]', "inputs without names must all be required"],
  ['[{"type": "quaternion", "name": "x"}]', 'x: unknown type "quaternion"'],
  ['[{"type": "array", "name": "x"}]', "x.items is missing"],
  ['[{"type": "object", "name": "x"}]', "x: an object needs properties"],
  [
    '[{"type": "tensor", "tensor-spec": {"dtype": "complex64", "shape": []}}]',
    'unknown tensor dtype "complex64"',
  ],
] as const)("refuses inputs %s", ([inputs, message], { expect }) => {
  expect(() => parseSignature({ inputs })).toThrow(message);
});

test("refuses a param of bytes", ({ expect }) => {
  const params = '[{"name": "p", "type": "binary", "default": null, "shape": null}]';
  expect(() => parseSignature({ params })).toThrow('param p: type "binary" is not allowed');
});
