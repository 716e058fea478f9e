import { GatewayError } from "@switchyard/core";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parameterFaults } from "./parameter-faults.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** What is wrong with a schema, and where in it. */
export interface SchemaFault {
  readonly path: readonly string[];
  readonly message: string;
}

/** Gives parameters with the schema's defaults filled in; throws `invalid_request` that names each that is wrong. */
export type CheckParameters = (given: unknown) => JsonObject;

const options = {
  allErrors: true,
  useDefaults: true,
  verbose: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  validateFormats: false,
  logger: false,
} as const;

/** The check that a JSON Schema describes; throws `invalid_configuration` where it is none. */
export function createCheckParameters(schema: JsonObject): CheckParameters {
  const [fault] = schemaFaults(schema);
  if (fault) throw new GatewayError("invalid_configuration", `${fault.path.join(".")}: ${fault.message}`);
  const validate = compile(schema);
  return (given) => {
    if (!isObject(given)) throw new GatewayError("invalid_request", "body: expected a JSON object");
    const parameters = structuredClone(given);
    if (validate(parameters)) return parameters;
    throw new GatewayError("invalid_request", parameterFaults(validate.errors ?? []));
  };
}

/** What is wrong with a schema of parameters; nothing when it can be used. */
export function schemaFaults(schema: JsonObject): readonly SchemaFault[] {
  const ajv = ajvFor(schema);
  if (ajv.validateSchema(schema) !== true) return firstOfEachPlace(ajv.errors ?? []);
  if (schema["type"] !== "object") return [{ path: ["type"], message: "expected object" }];
  try {
    compile(schema);
    return [];
  } catch (cause) {
    return [{ path: [], message: cause instanceof Error ? cause.message : String(cause) }];
  }
}

/** The others at the same place say what it might have been instead. */
function firstOfEachPlace(errors: readonly ErrorObject[]): readonly SchemaFault[] {
  const byPlace = Map.groupBy(errors, ({ instancePath }) => instancePath);
  return Array.from(byPlace, ([place, [first]]) => ({
    path: place.split("/").slice(1),
    message: first?.message ?? "is no JSON Schema",
  }));
}

function compile(schema: JsonObject): ValidateFunction {
  return ajvFor(schema).compile(schema);
}

/** One for each schema: their ids must not meet. */
function ajvFor({ $schema }: JsonObject): Ajv | Ajv2020 {
  return typeof $schema === "string" && $schema.includes("draft-07")
    ? new Ajv(options)
    : new Ajv2020(options);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
