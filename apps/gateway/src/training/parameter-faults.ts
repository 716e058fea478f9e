import type { ErrorObject } from "ajv";

const mostTold = 5;

/** The faults of parameters in words: each names the field, what was expected and what was found. */
export function parameterFaults(errors: readonly ErrorObject[]): string {
  const told = [...new Set(errors.map(describe))];
  const more = told.length > mostTold ? `; and ${told.length - mostTold} more` : "";
  return `${told.slice(0, mostTold).join("; ")}${more}`;
}

function describe(error: ErrorObject): string {
  const { keyword, instancePath, params, message } = error;
  const field = fieldOf(instancePath);
  if (keyword === "required") return `${join(field, params["missingProperty"])}: missing`;
  if (keyword === "additionalProperties")
    return `${join(field, params["additionalProperty"])}: no such parameter${known(error)}`;
  const name = field === "" ? "body" : field;
  const wanted = expected(error);
  return `${name}: ${wanted === undefined ? message : `expected ${wanted}`}, found ${found(error.data)}`;
}

const limits: Readonly<Record<string, string>> = {
  minimum: "at least",
  maximum: "at most",
  exclusiveMinimum: "more than",
  exclusiveMaximum: "less than",
};

function expected({ keyword, params, schema }: ErrorObject): string | undefined {
  const limit = limits[keyword];
  if (limit !== undefined) return `${limit} ${params["limit"]}`;
  if (keyword === "type") return [schema].flat().map(withArticle).join(" or ");
  if (keyword === "enum") return `one of ${JSON.stringify(params["allowedValues"])}`;
  return keyword === "const" ? JSON.stringify(params["allowedValue"]) : undefined;
}

function withArticle(type: unknown): string {
  const text = String(type);
  return text === "null" ? text : `${/^[aeiou]/.test(text) ? "an" : "a"} ${text}`;
}

/** JSON Pointer to the way people write it: `/layers/0/units` is `layers[0].units`. */
function fieldOf(pointer: string): string {
  const parts = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return parts.reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), "");
}

function join(path: string, name: unknown): string {
  return path === "" ? String(name) : `${path}.${String(name)}`;
}

function known({ parentSchema }: ErrorObject): string {
  const properties: unknown = parentSchema?.["properties"];
  const names = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  return names.length === 0 ? ", there are none" : `, known are ${names.join(", ")}`;
}

function found(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
