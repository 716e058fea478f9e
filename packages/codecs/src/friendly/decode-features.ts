import type { Column, ColumnSpec, ModelInput } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import { isJsonObject, propertyOf, type JsonObject, type JsonValue } from "../json/json-value.ts";
import { checkPresent } from "../schema/missing-inputs.ts";
import { strictColumn } from "./strict-column.ts";

/** Things to predict, and how messages tell one from another. */
export interface Things {
  readonly things: readonly JsonValue[];
  readonly single: boolean;
}

/** Objects of features as a table of the signature's columns; a lone text column takes texts as they are. */
export function decodeFeatures({ things, single }: Things, columnSpecs: readonly ColumnSpec[]): ModelInput {
  const specs = columnSpecs.map((spec, position) => ({ ...spec, name: nameOf(spec, position) }));
  const placeOf = (row: number): string => (single ? "" : `[${row}]`);
  const records = things.map((thing, row) => recordOf(thing, specs, placeOf(row)));
  const given = new Set(records.flatMap((record) => Object.keys(record)));
  for (const record of records) checkPresent(specs, Object.keys(record));
  const columns = specs.flatMap((spec): readonly Column[] => {
    const { name } = spec;
    if (!given.has(name)) return [];
    const values = records.map((record) => propertyOf(record, name));
    return [{ name, values: strictColumn(values, spec, (row) => fieldIn(placeOf(row), name)) }];
  });
  return { form: "frame", columns, rows: records.length };
}

/** The name of the only column, if that is a text. */
function textColumnOf(specs: readonly ColumnSpec[]): string | undefined {
  const [only, ...others] = specs;
  const isText = only?.type.kind === "scalar" && only.type.type === "string" && others.length === 0;
  return isText ? nameOf(only, 0) : undefined;
}

function recordOf(thing: JsonValue, specs: readonly ColumnSpec[], place: string): JsonObject {
  const text = textColumnOf(specs);
  if (text !== undefined && typeof thing === "string") return { [text]: thing };
  if (!isJsonObject(thing)) throw notFeatures(thing, place, specs);
  if (text === undefined || Object.hasOwn(thing, text) || !Object.hasOwn(thing, "text")) return thing;
  return { [text]: thing["text"] ?? null };
}

/** Columns without a name are called by their position, as pandas does. */
function nameOf({ name }: ColumnSpec, position: number): string {
  return name ?? String(position);
}

function fieldIn(place: string, name: string): string {
  return place === "" ? name : `${place}.${name}`;
}

function notFeatures(thing: JsonValue, place: string, specs: readonly ColumnSpec[]): Error {
  const names = specs.map((spec, position) => nameOf(spec, position)).join(", ");
  return invalidRequest(
    `${place === "" ? "body" : place}: expected an object with ${names.slice(0, 200)}, found ${found(thing)}`,
  );
}
