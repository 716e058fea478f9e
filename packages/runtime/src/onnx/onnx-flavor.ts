import { isAbsolute, join, relative } from "node:path";
import { GatewayError, type ModelManifest } from "@switchyard/core";
import * as v from "valibot";
import type { AnswerForm } from "../answers/predict-prediction.ts";
import { inputRules, type InputRules } from "../inputs/input-rules.ts";
import { parseWritten } from "../parse-written.ts";
import { sessionOptions, type OnnxSessionOptions } from "./session-options.ts";

const flavor = v.object({
  data: v.optional(v.string(), "model.onnx"),
  onnx_session_options: v.optional(v.unknown()),
  predict_output: v.optional(v.string()),
  probabilities_output: v.optional(v.string()),
  answer: v.optional(v.picklist(["values", "array", "frame"]), "values"),
  tokenizer: v.optional(v.string()),
  max_length: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 512),
});
const place = "MLmodel: flavors.onnx";

/** What the `onnx` entry of an `MLmodel` says: MLflow's own keys, and those of a companion. */
export interface OnnxFlavor {
  readonly path: string;
  readonly session: OnnxSessionOptions;
  /** The output that is the model's `predict()`; undefined when the answer is all outputs by name. */
  readonly predictOutput: string | undefined;
  readonly probabilitiesOutput: string | undefined;
  /** `answer`: how a companion's Python loader tells what `predict()` gives. */
  readonly answer: AnswerForm;
  /** What a companion's Python model takes. */
  readonly rules: InputRules;
  /** Hugging Face's `tokenizer.json`, relative to the model's directory. */
  readonly tokenizer: string | undefined;
  readonly maxTokens: number;
}

/** Reads the `onnx` flavor; throws `load_failed` when the model has none or it makes no sense. */
export function readOnnxFlavor(directory: string, manifest: ModelManifest): OnnxFlavor {
  const written = manifest.flavors["onnx"];
  if (!written)
    throw new GatewayError(
      "load_failed",
      `the model has no ONNX flavor; it has ${Object.keys(manifest.flavors).join(", ")}. Log it with mlflow.onnx, or add an ONNX companion`,
    );
  const data = parseWritten(flavor, written, place);
  return {
    path: inside(directory, data.data),
    session: sessionOptions(data.onnx_session_options),
    predictOutput: data.predict_output,
    probabilitiesOutput: data.probabilities_output,
    answer: data.answer,
    rules: parseWritten(inputRules, written, place),
    tokenizer: data.tokenizer,
    maxTokens: data.max_length,
  };
}

function inside(directory: string, file: string): string {
  const path = join(directory, file);
  const way = relative(directory, path);
  if (way.startsWith("..") || isAbsolute(way))
    throw new GatewayError("load_failed", `MLmodel: flavors.onnx.data: ${file} lies outside the model`);
  return path;
}
