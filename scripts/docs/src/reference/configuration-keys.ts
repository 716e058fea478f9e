import { type JsonSchema, loadConfig, settings } from "@switchyard/gateway";

/** What holds where nothing is said. */
const unconfigured: unknown = loadConfig({ args: [], env: {} });

/** A key of `switchyard.yaml`, and all that is said of it. */
export interface ConfigurationKey {
  readonly path: string;
  readonly flag: string | undefined;
  readonly variables: readonly string[];
  /** What it may be: `true or false`, `a number from 1`. */
  readonly values: string;
  /** As it would stand in the file. */
  readonly default: string | undefined;
  readonly meaning: string;
}

/** The keys of a schema that hold a value of their own, in order; `<name>` stands for a name of the writer's. */
export function configurationKeys(schema: JsonSchema, place = ""): readonly ConfigurationKey[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) =>
    typeof value === "boolean" ? [] : keysBelow(place === "" ? name : `${place}.${name}`, value),
  );
}

function keysBelow(path: string, schema: JsonSchema): readonly ConfigurationKey[] {
  const named = objectOf(schema.additionalProperties);
  if (named?.properties !== undefined)
    return [keyOf(path, schema), ...configurationKeys(named, `${path}.<name>`)];
  const inner = objectOf(schema);
  if (inner?.properties === undefined) return [keyOf(path, schema)];
  const keys = configurationKeys(inner, path);
  return schema.anyOf === undefined ? keys : [keyOf(path, schema), ...keys];
}

/** The object that a schema describes, alone or beside shorter forms. */
function objectOf(schema: JsonSchema | boolean | undefined): JsonSchema | undefined {
  if (schema === undefined || typeof schema === "boolean") return undefined;
  if (schema.anyOf === undefined) return schema;
  const objects = schema.anyOf.filter((each) => typeof each !== "boolean" && each.properties !== undefined);
  const properties = Object.assign({}, ...objects.map((each) => objectOf(each)?.properties ?? {}));
  return objects.length === 0 ? undefined : { ...schema, properties };
}

function keyOf(path: string, schema: JsonSchema): ConfigurationKey {
  const setting = settings.find((each) => each.path === path);
  const value = schema.default ?? valueAt(unconfigured, path);
  return {
    path,
    flag: setting?.flag,
    variables: setting?.variables ?? [],
    values: valuesOf(schema),
    default: value === undefined ? undefined : JSON.stringify(value),
    meaning: schema.description ?? "",
  };
}

/** A key that takes several forms has no default in the schema. */
function valueAt(value: unknown, path: string): unknown {
  const found = path
    .split(".")
    .reduce<unknown>(
      (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
      value,
    );
  return typeof found === "object" ? undefined : found;
}

function valuesOf(schema: JsonSchema | boolean): string {
  if (typeof schema === "boolean") return "";
  const { type, anyOf, enum: among, const: only, items, minimum, maximum } = schema;
  if (anyOf !== undefined) return [...new Set(anyOf.map(valuesOf))].join(", or ");
  if (only !== undefined) return String(only);
  if (among !== undefined) return among.join(", ");
  if (schema.prefixItems !== undefined) return "list of texts";
  if (type === "array")
    return `list of ${typeof items === "object" && !Array.isArray(items) ? plural(valuesOf(items)) : "values"}`;
  if (type === "integer" || type === "number")
    return `${type === "integer" ? "whole number" : "number"}${range(minimum, maximum)}`;
  return type === "string" ? textOf(schema.pattern) : type === "boolean" ? "true, false" : "keys";
}

/** A text, or one with a number in it: `latest:N`. */
function textOf(pattern = "text"): string {
  return pattern.replace(/^\^?(.*?)(?:\[1-9\]\\d\*)?\$?$/, (all, start: string) =>
    all === start ? all : `${start}N`,
  );
}

function plural(values: string): string {
  return values === "text" ? "texts" : "numbers";
}

function range(minimum: number | undefined, maximum: number | undefined): string {
  if (maximum !== undefined && maximum < 2 ** 31 - 1) return `, ${minimum ?? 0} to ${maximum}`;
  return minimum === undefined || minimum === 0 ? "" : `, from ${minimum}`;
}
