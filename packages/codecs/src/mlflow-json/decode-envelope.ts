import type { ModelInput, ModelSignature, NdArray, Schema } from "@switchyard/core";
import { invalidRequest, schemaMismatch } from "../faults.ts";
import { inferColumn } from "../frames/column-kind.ts";
import { areWhole } from "../frames/whole-texts.ts";
import { found } from "../json/found.ts";
import type { RawFrame } from "../frames/raw-frame.ts";
import { castFrame } from "../schema/cast-frame.ts";
import { enforceColumns } from "../schema/enforce-columns.ts";
import { enforceNamedTensors, enforceTensor } from "../schema/enforce-tensors.ts";
import { tensorsOfFrame } from "../schema/tensors-of-frame.ts";
import { frameOfRecords } from "./dataframe-records.ts";
import { frameOfSplit } from "./dataframe-split.ts";
import type { Envelope } from "./envelope.ts";
import { frameOfInputs } from "./frame-of-inputs.ts";
import { parseInputs, type ParsedInputs } from "./parse-inputs.ts";
import { parseInstances } from "./parse-instances.ts";

/** The data of a body, as the signature wants it; without a signature, as pandas or NumPy would hold it. */
export function decodeEnvelope(
  { field, value }: Pick<Envelope, "field" | "value">,
  signature: ModelSignature | undefined,
): ModelInput {
  const schema = signature?.inputs;
  switch (field) {
    case "dataframe_split":
      return inputOfFrame(frameOfSplit(value), schema);
    case "dataframe_records":
      return inputOfFrame(frameOfRecords(value), schema);
    case "instances":
      return inputOfArrays(parseInstances(value, schema), schema, field);
    case "inputs":
      return inputOfArrays(parseInputs(value, schema, field), schema, field);
  }
}

function inputOfFrame(frame: RawFrame, schema: Schema | undefined): ModelInput {
  const odd = frame.columns.find(({ values }) => !areWhole(values));
  if (odd !== undefined)
    throw invalidRequest(
      `column ${found(String(odd.name))}: a text has half of a character, which pandas refuses`,
    );
  if (schema?.kind === "columns") return castFrame(frame, schema.columns);
  if (schema?.kind === "tensors") return tensorsOfFrame(frame, schema.tensors);
  const columns = frame.columns.map(({ name, values }) => ({
    name: String(name),
    values: inferColumn(values),
  }));
  return { form: "frame", columns, rows: frame.rows };
}

function inputOfArrays(parsed: ParsedInputs, schema: Schema | undefined, field: string): ModelInput {
  if (schema?.kind === "columns")
    return enforceColumns(frameOfInputs(parsed, schema.columns), schema.columns);
  if (schema?.kind === "tensors") return tensorsOf(parsed, schema);
  if (parsed.form === "array") return parsed;
  if (parsed.form === "named") return { form: "named", arrays: Object.fromEntries(arraysOf(parsed)) };
  throw invalidRequest(
    `${field}: expected an array or arrays by name; this model has no signature and takes no records`,
  );
}

function tensorsOf(parsed: ParsedInputs, schema: Extract<Schema, { kind: "tensors" }>): ModelInput {
  const { tensors } = schema;
  const [first] = tensors;
  if (first !== undefined && first.name === undefined) {
    if (parsed.form === "array") return { form: "array", array: enforceTensor(parsed.array, first) };
    throw schemaMismatch(
      "The signature has no input names and takes one array, not objects or an empty list.",
    );
  }
  return enforceNamedTensors(parsed.form === "named" ? arraysOf(parsed) : noArrays, tensors);
}

const noArrays: ReadonlyMap<string, NdArray> = new Map();

function arraysOf({ cells }: Extract<ParsedInputs, { form: "named" }>): ReadonlyMap<string, NdArray> {
  const arrays = new Map<string, NdArray>();
  for (const [name, cell] of cells) if (cell.kind !== "json") arrays.set(name, cell.values);
  return arrays;
}
