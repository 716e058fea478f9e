import { test } from "vitest";
import { createCheckParameters, schemaFaults } from "./parameters.ts";

const check = createCheckParameters({
  type: "object",
  properties: {
    trees: { type: "integer", minimum: 1, maximum: 1000, default: 100 },
    depth: { type: ["integer", "null"], default: null },
    loss: { enum: ["mse", "mae"] },
    rate: { type: "number", exclusiveMinimum: 0 },
    layers: { type: "array", items: { type: "object", properties: { units: { type: "integer" } } } },
    name: { type: "string", pattern: "^[a-z]+$" },
  },
  required: ["loss"],
  additionalProperties: false,
});

test("fills in defaults and leaves what was given alone", ({ expect }) => {
  const given = { loss: "mse" };
  expect(check(given)).toEqual({ loss: "mse", trees: 100, depth: null });
  expect(given).toEqual({ loss: "mse" });
});

test.for([
  [{ loss: "mse", trees: "many" }, 'trees: expected an integer, found "many"'],
  [{ loss: "mse", trees: 0 }, "trees: expected at least 1, found 0"],
  [{ loss: "mse", trees: 2000 }, "trees: expected at most 1000, found 2000"],
  [{ loss: "mse", rate: 0 }, "rate: expected more than 0, found 0"],
  [{ loss: "mse", depth: "x" }, 'depth: expected an integer or null, found "x"'],
  [{ loss: "rmse" }, 'loss: expected one of ["mse","mae"], found "rmse"'],
  [{}, "loss: missing"],
  [{ loss: "mse", tree: 3 }, "tree: no such parameter, known are trees, depth, loss, rate, layers, name"],
  [{ loss: "mse", layers: [{ units: 1.5 }] }, "layers[0].units: expected an integer, found 1.5"],
  [{ loss: "mse", name: "A" }, 'name: must match pattern "^[a-z]+$", found "A"'],
  [
    { trees: 0, rate: "x" },
    'loss: missing; trees: expected at least 1, found 0; rate: expected a number, found "x"',
  ],
  [[], "body: expected a JSON object"],
  [null, "body: expected a JSON object"],
] as const)("%j is refused: %s", ([given, message], { expect }) => {
  expect(() => check(given)).toThrow(expect.objectContaining({ code: "invalid_request", message }));
});

test.for([
  [{ type: "object", properties: { n: { type: "intger" } } }, "properties/n/type", "equal to one of"],
  [{ type: "object", properties: { n: { minimun: 1 } } }, "", 'unknown keyword: "minimun"'],
  [{ type: "array" }, "type", "expected object"],
  [{ type: "object", properties: { n: { $ref: "#/nowhere" } } }, "", "can't resolve reference"],
] as const)("%j is no schema of parameters", ([schema, path, message], { expect }) => {
  const [fault] = schemaFaults(schema);
  expect(fault?.path.join("/")).toBe(path);
  expect(fault?.message).toContain(message);
});

test("takes schemas of draft 7 and of 2020-12", ({ expect }) => {
  for (const $schema of [
    "http://json-schema.org/draft-07/schema#",
    "https://json-schema.org/draft/2020-12/schema",
  ])
    expect(schemaFaults({ $schema, type: "object", properties: { n: { type: "integer" } } })).toEqual([]);
});
