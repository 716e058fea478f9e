import type { ModelSignature, TensorSpec } from "./signature.ts";

/** One version of a registered model, as its registry describes it. */
export interface ModelVersion {
  /** The name under which this gateway serves it. */
  readonly name: string;
  /** Its number as text (`"3"`); for URIs that name no version, the id of the model or run. */
  readonly version: string;
  /** Where its files lie: an artifact location such as `mlflow-artifacts:/1/models/m-…/artifacts`. */
  readonly source: string;
  /** The name in the registry, where there is one. */
  readonly registeredName: string | undefined;
  /** The alias that was followed to it. */
  readonly alias: string | undefined;
  /** All aliases of this version. */
  readonly aliases: readonly string[];
  readonly stage: string | undefined;
  readonly runId: string | undefined;
  /** `READY`, `PENDING_REGISTRATION` or `FAILED_REGISTRATION`. */
  readonly status: string | undefined;
}

/** Which model a caller asks for; with neither version nor alias, the one that the gateway follows. */
export interface ModelRef {
  readonly name: string;
  readonly version?: string;
  readonly alias?: string;
  /** Requests of one key go to one version where the model's traffic is split. */
  readonly routingKey?: string;
}

/** What MLflow writes beside the weights: the parsed `MLmodel` file. */
export interface ModelManifest {
  /** Flavor name → its settings, as written. */
  readonly flavors: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly signature: ModelSignature | undefined;
  /** `loader_module` of the `python_function` flavor; it decides the shape of answers. */
  readonly loaderModule: string | undefined;
  readonly modelUuid: string | undefined;
  readonly runId: string | undefined;
  readonly mlflowVersion: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** File name of a request body that MLflow keeps beside the model, for warm-up and documentation. */
  readonly servingInputExample: string | undefined;
}

/** A model version whose files are here. */
export interface FetchedModel {
  readonly version: ModelVersion;
  /** Directory that holds `MLmodel`; read-only. */
  readonly directory: string;
  /** SHA-256 over the names and contents of the version's files, in hex. */
  readonly digest: string;
  readonly manifest: ModelManifest;
  /** Says that its files are needed no longer: the cache keeps them until then. Each fetch has one of its own. */
  readonly release?: () => void;
}

/** The life of a model version; it moves forward only. */
export type ModelState = "pending" | "loading" | "ready" | "draining" | "closed" | "failed";

/** The output that holds a score per class. */
export interface ScoresDescription {
  readonly output: string;
  /** Logits need a softmax. */
  readonly kind: "probabilities" | "logits";
  /** Name of the output that holds the class itself, where that is known. */
  readonly label?: string;
}

/** What a loaded model says of itself. */
export interface ModelDescription {
  /** `python_function` loader's flavor, e.g. `sklearn`, `onnx`. */
  readonly flavor: string;
  /** `onnxruntime` here; workers in other languages say theirs. */
  readonly runtime: string;
  readonly signature: ModelSignature | undefined;
  /** The graph's own inputs and outputs. */
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** Class names in the order of the probabilities. */
  readonly labels: readonly string[] | undefined;
  /** `image` when a picture can be sent as it is; `text` when the only input is a text; else `table` or `tensor`. */
  readonly task: "image" | "text" | "table" | "tensor";
  /** Name of the output that is the model's `predict()`, where the shape of the answer is not "all outputs by name". */
  readonly predictOutput: string | undefined;
  /** Where the scores of the classes are, for a classifier. */
  readonly scores: ScoresDescription | undefined;
}
