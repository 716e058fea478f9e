import fc from "fast-check";
import { z } from "zod";

/** The parts of JSON Schema that documents use for bodies. */
export interface BodySchema {
  readonly type?: string | readonly string[] | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly oneOf?: readonly BodySchema[] | undefined;
  readonly anyOf?: readonly BodySchema[] | undefined;
  readonly properties?: Readonly<Record<string, BodySchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | BodySchema | undefined;
  readonly items?: boolean | BodySchema | undefined;
  readonly prefixItems?: readonly BodySchema[] | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly pattern?: string | undefined;
}

/** Reads such a schema out of a document. */
export const bodySchema: z.ZodType<BodySchema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    oneOf: z.array(bodySchema).optional(),
    anyOf: z.array(bodySchema).optional(),
    properties: z.record(z.string(), bodySchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), bodySchema]).optional(),
    items: z.union([z.boolean(), bodySchema]).optional(),
    prefixItems: z.array(bodySchema).optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    pattern: z.string().optional(),
  }),
);

/**
 * Values that a schema allows, as JSON texts that tell floats from integers. Lists of any length have this one, since
 * no schema can say that lists are of one length.
 */
export function bodyOf(schema: BodySchema, length: number): fc.Arbitrary<string> {
  const { const: only, enum: some, oneOf, anyOf = oneOf } = schema;
  if (only !== undefined) return fc.constant(JSON.stringify(only));
  if (some) return fc.constantFrom(...some.map((each) => JSON.stringify(each)));
  if (anyOf) return fc.oneof(...anyOf.map((each) => bodyOf(each, length)));
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  return types.length === 0
    ? fc.constant('"anything"')
    : fc.oneof(...types.map((type) => ofType(type, schema, length)));
}

function ofType(type: string, schema: BodySchema, length: number): fc.Arbitrary<string> {
  switch (type) {
    case "object":
      return objectOf(schema, length);
    case "array":
      return listOf(schema, length);
    case "string":
      return textOf(schema).map((text) => JSON.stringify(text));
    case "integer":
      return integerOf(schema).map(String);
    case "number":
      return numberOf(schema).map((value) => (Number.isInteger(value) ? value.toFixed(1) : String(value)));
    case "boolean":
      return fc.boolean().map(String);
    default:
      return fc.constant("null");
  }
}

function objectOf(schema: BodySchema, length: number): fc.Arbitrary<string> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const known = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, bodyOf(each, length)]),
  );
  const own = fc.record(known, { requiredKeys: required.filter((name) => Object.hasOwn(known, name)) });
  if (typeof additionalProperties !== "object") return own.map(written);
  const names = fc.stringMatching(/^[a-z]{1,4}$/);
  return fc.dictionary(names, bodyOf(additionalProperties, length), { maxKeys: 2 }).map(written);
}

function written(fields: Readonly<Record<string, string>>): string {
  return `{${Object.entries(fields)
    .map(([name, text]) => `${JSON.stringify(name)}:${text}`)
    .join(",")}}`;
}

function listOf(
  { items, prefixItems, minItems, maxItems }: BodySchema,
  length: number,
): fc.Arbitrary<string> {
  if (prefixItems) return fc.tuple(...prefixItems.map((each) => bodyOf(each, length))).map(list);
  const size = minItems !== undefined && minItems === maxItems ? minItems : length;
  const each = typeof items === "object" ? bodyOf(items, length) : fc.constant("1");
  return fc.array(each, { minLength: size, maxLength: size }).map(list);
}

function list(texts: readonly string[]): string {
  return `[${texts.join(",")}]`;
}

function textOf({ pattern }: BodySchema): fc.Arbitrary<string> {
  return pattern === undefined
    ? fc.string({ unit: "grapheme", maxLength: 5 })
    : fc.stringMatching(new RegExp(pattern));
}

/** 64-bit bounds come as the doubles next to them. */
function integerOf({ minimum = -1000, maximum = 1000 }: BodySchema): fc.Arbitrary<bigint> {
  const [min, max] = [BigInt(minimum), BigInt(maximum)];
  return fc.bigInt({ min, max: Number.isSafeInteger(maximum) ? max : max - 2048n });
}

function numberOf({ minimum = -1e30, maximum = 1e30 }: BodySchema): fc.Arbitrary<number> {
  return fc.double({ min: minimum, max: maximum, noNaN: true });
}
