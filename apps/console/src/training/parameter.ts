import { isRecord } from "../format/is-record.ts";
import type { Field, FieldType } from "../try/field.ts";
import { parseCell } from "../try/parse-cell.ts";

/** A parameter of a training, as its form shows it. */
export interface Parameter extends Field {
  readonly description: string | undefined;
  /** What stands in its field at first. */
  readonly text: string;
  /** What it may be, where that is a list. */
  readonly options: readonly string[] | undefined;
}

/** The parameters that a JSON Schema names. */
export function parametersOf(schema: Readonly<Record<string, unknown>>): readonly Parameter[] {
  const { properties, required } = schema;
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(isRecord(properties) ? properties : {}).map(([name, property]) =>
    parameterOf(name, isRecord(property) ? property : {}, needed.includes(name)),
  );
}

/** The body that starts a training; throws with the name of the parameter that is not as it should be. */
export function trainingBody(parameters: readonly Parameter[], form: FormData): string {
  const entries = parameters.map((parameter) => {
    const typed = form.get(parameter.name);
    const cell = parseCell(parameter, typeof typed === "string" ? typed : "");
    if (cell.fault !== undefined) throw new Error(`${parameter.name}: ${cell.fault}`);
    return [parameter.name, cell.value] as const;
  });
  return JSON.stringify(Object.fromEntries(entries));
}

const types: Readonly<Record<string, FieldType>> = {
  number: "number",
  integer: "integer",
  boolean: "boolean",
  string: "text",
};

function parameterOf(
  name: string,
  property: Readonly<Record<string, unknown>>,
  isNeeded: boolean,
): Parameter {
  const { type, description, default: otherwise, enum: options } = property;
  const typeName = typeof type === "string" ? type : "JSON";
  return {
    name,
    type: types[typeName] ?? "json",
    typeName: typeName + boundsText(property),
    required: isNeeded && otherwise === undefined,
    description: typeof description === "string" ? description : undefined,
    text: textOf(otherwise),
    options: Array.isArray(options) ? options.map(textOf) : undefined,
  };
}

function boundsText({ minimum, maximum }: Readonly<Record<string, unknown>>): string {
  if (typeof minimum === "number" && typeof maximum === "number") return ` from ${minimum} to ${maximum}`;
  if (typeof minimum === "number") return ` from ${minimum}`;
  return typeof maximum === "number" ? ` up to ${maximum}` : "";
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
