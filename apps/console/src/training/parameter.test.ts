import { test } from "vitest";
import { parametersOf, trainingBody } from "./parameter.ts";

const schema = {
  type: "object",
  required: ["epochs", "data"],
  properties: {
    epochs: { type: "integer", minimum: 1, maximum: 50, default: 5, description: "How often" },
    data: { type: "string" },
    solver: { enum: ["lbfgs", "saga"], type: "string", default: "lbfgs" },
    layers: { type: "array" },
    warm: { type: "boolean" },
  },
};

test("a schema becomes fields with their defaults", ({ expect }) => {
  expect(parametersOf(schema)).toMatchObject([
    { name: "epochs", type: "integer", typeName: "integer from 1 to 50", text: "5", required: false },
    { name: "data", type: "text", text: "", required: true },
    { name: "solver", options: ["lbfgs", "saga"], text: "lbfgs" },
    { name: "layers", type: "json" },
    { name: "warm", type: "boolean" },
  ]);
  expect(parametersOf({})).toEqual([]);
});

test("what is left empty is left to the defaults", ({ expect }) => {
  const form = new FormData();
  form.set("epochs", "7");
  form.set("data", "x.csv");
  form.set("layers", "[1, 2]");
  form.set("warm", "false");
  expect(JSON.parse(trainingBody(parametersOf(schema), form))).toEqual({
    epochs: 7,
    data: "x.csv",
    layers: [1, 2],
    warm: false,
  });
});

test("what is wrong is told with its name", ({ expect }) => {
  const form = new FormData();
  form.set("epochs", "many");
  expect(() => trainingBody(parametersOf(schema), form)).toThrow(/^epochs: expected a whole number/);
});
