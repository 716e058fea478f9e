import {
  GatewayError,
  type ModelAnswer,
  type ModelDescription,
  type ModelInput,
  type ScoreClasses,
  type TableInput,
  type Tensors,
  type TensorSpec,
} from "@switchyard/core";
import { onnxPrediction } from "./answers/onnx-prediction.ts";
import { predictPrediction, type AnswerForm } from "./answers/predict-prediction.ts";
import { companionFeeds } from "./inputs/companion-feeds.ts";
import type { InputRules } from "./inputs/input-rules.ts";
import { onnxFeeds } from "./inputs/onnx-feeds.ts";
import { textsOf } from "./preprocessing/text/texts-of.ts";
import type { Tokenize } from "./preprocessing/text/tokenizer.ts";
import { joinRows } from "./rows.ts";

/** The graph's input from the bytes of a picture. */
export type ReadImage = (picture: Uint8Array) => Promise<Tensors>;

export interface ModelParts {
  readonly description: ModelDescription;
  /** Makes the input of one picture; undefined for a model that takes none. */
  readonly readImage: ReadImage | undefined;
  readonly tokenize: Tokenize | undefined;
  /** By the names of outputs: the classes whose scores they hold. */
  readonly classes: ReadonlyMap<string, ScoreClasses>;
  /** Whether rows may run beside rows of others. */
  readonly batchable: boolean;
  /** What a companion's Python model takes. */
  readonly rules: InputRules;
  /** How a companion's Python loader tells its answer. */
  readonly answer: AnswerForm;
}

/** What stands around a graph: from a request's input to its feeds, from its outputs to the answer. */
export class Model {
  readonly description: ModelDescription;
  readonly #parts: ModelParts;

  constructor(parts: ModelParts) {
    this.description = parts.description;
    this.#parts = parts;
  }

  /** Rows of different requests that one run may hold; 0 when each request runs by itself. */
  get maxBatchRows(): number {
    const { batchable, readImage } = this.#parts;
    if (!batchable) return 0;
    return readImage ? 4 : 64;
  }

  /** The outputs that a prediction is made from; undefined where all are. */
  get predictedOutputs(): readonly string[] | undefined {
    const { predictOutput } = this.description;
    return predictOutput === undefined ? undefined : [predictOutput];
  }

  /** What the graph is given: one run, or one for each text or picture. */
  prepare(input: ModelInput): readonly Tensors[] | Promise<readonly Tensors[]> {
    if (input.form === "images") return this.#prepareImages(input.images);
    const { tokenize } = this.#parts;
    if (tokenize) return someOf(textsOf(input)).map(tokenize);
    return [this.#feeds(input)];
  }

  /** The answer from the outputs of those runs, in order. */
  conclude(runs: readonly Tensors[], form: ModelInput["form"]): ModelAnswer {
    const outputs = joinRows(runs);
    const { predictOutput } = this.description;
    const { answer, classes } = this.#parts;
    const prediction =
      predictOutput === undefined
        ? onnxPrediction(outputs, form, classes)
        : predictPrediction(outputs, { output: predictOutput, answer, form });
    return { prediction, outputs };
  }

  /** With what scores were seen on a first run. */
  withScores(scores: ModelDescription["scores"]): Model {
    return new Model({ ...this.#parts, description: { ...this.description, scores } });
  }

  /** With each request in a run of its own. */
  unbatched(): Model {
    return new Model({ ...this.#parts, batchable: false });
  }

  #feeds(input: TableInput): Tensors {
    const { inputs, predictOutput } = this.description;
    const { rules } = this.#parts;
    return predictOutput === undefined ? onnxFeeds(input, inputs) : companionFeeds(input, inputs, rules);
  }

  async #prepareImages(images: readonly Uint8Array[]): Promise<readonly Tensors[]> {
    const { readImage } = this.#parts;
    if (!readImage) throw new GatewayError("invalid_request", "image: this model takes no pictures");
    return await Promise.all(images.map(readImage));
  }
}

/** The rows themselves; throws `model_error` when there is none, as MLflow's models do. */
function someOf<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length > 0) return rows;
  throw new GatewayError("model_error", "expected at least one row, found none");
}

/** Whether rows of several requests can stand below each other in these inputs and outputs. */
export function hasFreeRows(specs: readonly TensorSpec[]): boolean {
  return specs.every(({ shape }) => shape.length > 0 && shape[0] === -1);
}
