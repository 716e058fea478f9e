import type { ModelDescription } from "../model.ts";
import type { ColumnSpec, ColumnType, ScalarColumnType, TensorSpec } from "../signature.ts";
import { datatypeOf, type Datatype } from "./datatype.ts";

/** A tensor that a model takes or gives, in the words of the Open Inference Protocol; -1 is any size. */
export interface OpenTensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
}

/** A tensor that a model gives. */
export interface OpenOutput extends OpenTensor {
  /** The output of the graph that holds it. */
  readonly source: string;
}

/**
 * The tensors that a model takes: those of its signature, those of its graph where that answers for itself, else one
 * for each column.
 */
export function openInputs(model: ModelDescription): readonly OpenTensor[] {
  const { signature, inputs } = model;
  const schema = signature?.inputs;
  if (schema?.kind === "tensors")
    return schema.tensors.map(({ name, dtype, shape }, index) => ({
      name: name ?? (inputs.length === 1 ? inputs[0]?.name : undefined) ?? `input-${index}`,
      datatype: datatypeOf(dtype),
      shape,
    }));
  if (schema?.kind === "columns" && !takesGraphInputs(model)) return schema.columns.map(openColumn);
  return takesTokens(model) ? [{ name: "text", datatype: "BYTES", shape: [-1] }] : inputs.map(openTensor);
}

/**
 * The tensors that a model gives: all of its graph, where that answers for itself; else what its `predict()` gives,
 * then the scores of its classes.
 */
export function openOutputs(model: ModelDescription): readonly OpenOutput[] {
  const { outputs, predictOutput, scores } = model;
  if (outputs.length === 0) return [...signedOutputs(model), ...namedScores(model)];
  if (predictOutput === undefined) return outputs.map(graphOutput);
  const answer = outputs.filter(({ name }) => name === predictOutput).map((spec) => predicted(spec, model));
  const taken = new Set([predictOutput, answer[0]?.name]);
  const scored = outputs.filter(({ name }) => name === scores?.output && !taken.has(name));
  return [...answer, ...scored.map(graphOutput)];
}

/** Whether requests may name the inputs of the graph: one that MLflow's ONNX loader runs, and that takes no tokens. */
export function takesGraphInputs(model: ModelDescription): boolean {
  const { predictOutput, inputs } = model;
  return predictOutput === undefined && inputs.length > 0 && !takesTokens(model);
}

/** Whether the model takes texts, which become tokens before they reach the graph. */
export function takesTokens({ task, inputs }: ModelDescription): boolean {
  return task === "text" && inputs.length > 0 && inputs.every(({ dtype }) => dtype !== "string");
}

function openTensor({ name, dtype, shape }: TensorSpec): OpenTensor {
  return { name, datatype: datatypeOf(dtype), shape };
}

function graphOutput(spec: TensorSpec): OpenOutput {
  return { ...openTensor(spec), source: spec.name };
}

/** What MLServer calls an answer that has no name. */
const unnamed = "output-1";

/** Of a model without a graph what its signature says; nothing where columns have no names. */
function signedOutputs({ signature }: ModelDescription): readonly OpenOutput[] {
  const schema = signature?.outputs;
  if (schema?.kind === "columns") {
    const columns = schema.columns.map(({ name, type }) => ({
      name,
      datatype: datatypeOfColumn(type),
      shape: [-1],
    }));
    return nameOutputs(columns);
  }
  return nameOutputs(
    (schema?.tensors ?? []).map(({ name, dtype, shape }) => ({ name, datatype: datatypeOf(dtype), shape })),
  );
}

function nameOutputs(
  told: readonly (Omit<OpenTensor, "name"> & { readonly name: string | undefined })[],
): readonly OpenOutput[] {
  const single = told.length === 1;
  return told.flatMap(({ name = single ? unnamed : undefined, datatype, shape }) =>
    name === undefined ? [] : [{ name, datatype, shape, source: name }],
  );
}

function namedScores({ scores, labels }: ModelDescription): readonly OpenOutput[] {
  if (!scores) return [];
  const { output } = scores;
  return [{ name: output, datatype: "FP64", shape: [-1, labels?.length ?? -1], source: output }];
}

/** What `predict()` gives: as the signature says where it names one, else without the graph's column around it. */
function predicted({ name, dtype, shape }: TensorSpec, { signature }: ModelDescription): OpenOutput {
  const schema = signature?.outputs;
  const [only, ...others] = schema?.kind === "columns" ? schema.columns : (schema?.tensors ?? []);
  const told = others.length === 0 ? only?.name : undefined;
  const signed = schema?.kind === "tensors" && others.length === 0 ? schema.tensors[0]?.shape : undefined;
  const bare = shape.length === 2 && shape[1] === 1 ? shape.slice(0, 1) : shape;
  return { name: told ?? unnamed, datatype: datatypeOf(dtype), shape: signed ?? bare, source: name };
}

function openColumn({ name, type }: ColumnSpec, index: number): OpenTensor {
  return { name: name ?? `input-${index}`, datatype: datatypeOfColumn(type), shape: [-1, 1] };
}

const datatypeOfScalar: Readonly<Record<ScalarColumnType, Datatype>> = {
  boolean: "BOOL",
  integer: "INT32",
  long: "INT64",
  float: "FP32",
  double: "FP64",
  string: "BYTES",
  binary: "BYTES",
  datetime: "BYTES",
};

function datatypeOfColumn(type: ColumnType): Datatype {
  return type.kind === "scalar" ? datatypeOfScalar[type.type] : "BYTES";
}
