import type { ModelDetails } from "../api/model-details.ts";
import type { Schema, TensorSpec } from "../api/signature.ts";
import { isRecord } from "../format/is-record.ts";
import { rowFormOf, type Field } from "./field.ts";

const mostNumbers = 256;

/** A body to begin with: the input example, or zeros in the form of the signature, with the defaults of parameters. */
export function templateBody(details: ModelDetails): unknown {
  const body = details.input_example ?? zeroBody(details);
  const params = (details.signature?.params ?? []).filter((each) => (each.default ?? null) !== null);
  if (params.length === 0 || !isRecord(body) || "params" in body) return body;
  return { ...body, params: Object.fromEntries(params.map((each) => [each.name, each.default])) };
}

function zeroBody(details: ModelDetails): unknown {
  const { signature, inputs } = details;
  const schema: Schema = signature?.inputs ?? { kind: "tensors", tensors: inputs ?? [] };
  if (schema.kind === "tensors") return tensorsBody(schema.tensors);
  const fields = rowFormOf(details)?.fields ?? [];
  return { dataframe_split: { columns: fields.map(({ name }) => name), data: [fields.map(zeroOf)] } };
}

function tensorsBody(tensors: readonly TensorSpec[]): unknown {
  const numbers = tensors.reduce(
    (sum, { shape }) => sum + shape.reduce((size, each) => size * Math.abs(each), 1),
    0,
  );
  if (tensors.length === 0 || numbers > mostNumbers) return undefined;
  const entries = tensors.map((tensor) => [tensor.name ?? "", filled(tensor)] as const);
  const [[name, only] = []] = entries;
  return { inputs: entries.length === 1 && name === "" ? only : Object.fromEntries(entries) };
}

/** A dimension of any size has one entry. */
function filled({ dtype, shape }: TensorSpec): unknown {
  const zero: unknown = dtype === "string" || dtype === "object" ? "" : dtype === "bool" ? false : 0;
  return shape.reduceRight((inner, size) => Array.from({ length: Math.abs(size) }, () => inner), zero);
}

const zeros = { number: 0, integer: 0, boolean: false, text: "", json: null } as const;

function zeroOf({ type }: Field): unknown {
  return zeros[type];
}
