import type { ColumnSpec, ModelDescription, ModelInput, NdArray, TensorSpec } from "@switchyard/core";
import { arrayOf } from "../arrays/numpy-array.ts";
import { invalidRequest, schemaMismatch } from "../faults.ts";
import { inferColumn } from "../frames/column-kind.ts";
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from "../json/json-value.ts";
import { enforceColumns } from "../schema/enforce-columns.ts";
import { checkPresent } from "../schema/missing-inputs.ts";
import type { Cell } from "./cell.ts";
import { frameOfInputs } from "./frame-of-inputs.ts";

const chatFields = ["messages", "prompt", "input"];

/** A body of language models, whose fields are the data and the parameters, without an envelope around. */
export function isChat(body: JsonValue): body is JsonObject {
  return isJsonObject(body) && chatFields.some((field) => Object.hasOwn(body, field));
}

/** What a body without an envelope holds. */
export interface Chat {
  readonly input: ModelInput;
  readonly params: JsonObject;
}

/**
 * Reads such a body as MLflow does for every model: the fields that the signature knows as parameters are
 * these, all others are data by name that nothing has converted.
 */
export function decodeChat(body: JsonObject, { signature, inputs }: ModelDescription): Chat {
  const known = new Set(signature?.params?.map(({ name }) => name));
  const entries = Object.entries(body);
  const params = Object.fromEntries(entries.filter(([name]) => known.has(name)));
  const data = entries.filter(([name]) => !known.has(name));
  const schema = signature?.inputs;
  if (schema?.kind === "columns") return { input: asFrame(data, schema.columns), params };
  if (schema?.kind !== "tensors") return { input: asFeeds(data, inputs), params };
  checkPresent(
    schema.tensors,
    data.map(([name]) => name),
  );
  throw schemaMismatch(
    "This model's signature is of tensors and takes arrays, not a payload without an envelope.",
  );
}

type Entries = readonly (readonly [string, JsonValue])[];

function asFrame(data: Entries, columns: readonly ColumnSpec[]): ModelInput {
  const cells = new Map(data.map(([name, value]) => [name, cellOf(value)]));
  return enforceColumns(frameOfInputs({ form: "named", cells }, columns), columns);
}

function cellOf(value: JsonValue): Cell {
  const isColumn = isJsonList(value) && value.some((each) => typeof each !== "string");
  return isColumn ? { kind: "array", values: inferColumn(value) } : { kind: "json", value };
}

/** Without a signature ONNX Runtime makes arrays of lists; MLflow's wrapper stumbles over those for floats. */
function asFeeds(data: Entries, inputs: readonly TensorSpec[]): ModelInput {
  const arrays = data.map(([name, value]): readonly [string, NdArray] => {
    const spec = inputs.find((each) => each.name === name);
    if (spec?.dtype === "float32" || !isJsonList(value))
      throw invalidRequest(
        `${name}: expected an envelope such as {"inputs": …} around the data of this model`,
      );
    return [name, arrayOf(value, spec?.dtype ?? "object", name)];
  });
  return { form: "named", arrays: Object.fromEntries(arrays) };
}
