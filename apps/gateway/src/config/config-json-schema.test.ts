import { Ajv2020 } from "ajv/dist/2020.js";
import { test } from "vitest";
import { configJsonSchema, type JsonSchema } from "./config-json-schema.ts";
import { settings } from "./settings.ts";

const validate = new Ajv2020({ strict: false }).compile(configJsonSchema());

test.for([
  {},
  { models: { iris: "models:/iris@champion" } },
  { models: { iris: { uri: "models:/iris/1", versions: [1, "3"], rollback: true, gate: {} } } },
  { defaults: { workers: "auto", versions: "latest:2" }, discover: { stage: "Production" } },
  { server: { readiness: ["iris"] }, predictionLog: { to: "jsonl" } },
])("takes %j", (config, { expect }) => {
  expect(validate(config) ? [] : validate.errors).toEqual([]);
});

test.for([
  { sever: {} },
  { server: { port: "8080" } },
  { models: { iris: {} } },
  { models: { iris: { uri: "models:/iris/1", gaet: {} } } },
  { discover: { alias: "champion", stage: "Production" } },
])("refuses %j", (config, { expect }) => {
  expect(validate(config)).toBe(false);
});

test("describes every key; what neither a flag nor a variable gives is described in key-descriptions.ts", ({
  expect,
}) => {
  expect(undescribed(configJsonSchema(), "")).toEqual([]);
});

test("says of a key what its flag's help says", ({ expect }) => {
  const help = settings.find(({ path }) => path === "server.port")?.help;
  expect(configJsonSchema()).toMatchObject({
    properties: { server: { properties: { port: { description: help, default: 8080 } } } },
  });
});

/** Paths of the keys without a description; those of a JSON Schema of parameters are not ours. */
function undescribed(schema: JsonSchema | boolean, path: string): readonly string[] {
  if (typeof schema === "boolean" || path.endsWith(".train.parameters")) return [];
  const { properties = {}, additionalProperties = false, anyOf = [] } = schema;
  return [
    ...Object.entries(properties)
      .filter(([, value]) => typeof value === "object" && value.description === undefined)
      .map(([key]) => `${path}.${key}`),
    ...Object.entries(properties).flatMap(([key, value]) => undescribed(value, `${path}.${key}`)),
    ...undescribed(additionalProperties, `${path}.<name>`),
    ...anyOf.flatMap((each) => undescribed(each, path)),
  ];
}
