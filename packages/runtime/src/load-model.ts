import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModelDescription, ModelManifest, ModelSignature, Session } from "@switchyard/core";
import { readLabels } from "./labels.ts";
import { hasFreeRows, Model, type ReadImage } from "./model.ts";
import { dependsOnCompany } from "./onnx/graph-scan.ts";
import type { OnnxFlavor } from "./onnx/onnx-flavor.ts";
import { imageLayout } from "./preprocessing/images/image-layout.ts";
import { planImages } from "./preprocessing/images/image-plan.ts";
import type { Tokenize } from "./preprocessing/text/tokenizer.ts";

export interface LoadModelOptions {
  readonly directory: string;
  readonly manifest: ModelManifest;
  readonly flavor: OnnxFlavor;
  readonly session: Session;
  /** Class names that override those beside the model. */
  readonly labels: readonly string[] | undefined;
}

/** Reads what lies beside the graph (labels, tokenizer, image processor); throws `load_failed`. */
export async function loadModel(options: LoadModelOptions): Promise<Model> {
  const { directory, manifest, flavor, session } = options;
  const { inputs, outputs } = session;
  const alone = await dependsOnCompany(flavor.path);
  const tokenize = await tokenizerOf(options);
  const readImage = tokenize ? undefined : await readImageOf(directory, session);
  const description: ModelDescription = {
    flavor: flavorName(manifest),
    runtime: "onnxruntime",
    signature: manifest.signature,
    inputs,
    outputs,
    labels: options.labels ?? (await readLabels(directory, manifest)) ?? labelsIn(session),
    task: taskOf(manifest.signature, { readImage, tokenize }),
    predictOutput: flavor.predictOutput ?? (isOnnxLoader(manifest) ? undefined : outputs[0]?.name),
    scores: undefined,
  };
  return new Model({
    description,
    readImage,
    tokenize,
    classes: session.classes,
    rules: flavor.rules,
    answer: flavor.answer,
    batchable: !alone && hasFreeRows([...inputs, ...outputs]),
  });
}

/** The class names that the graph itself has. */
function labelsIn({ classes }: Session): readonly string[] | undefined {
  return [...classes.values()][0]?.labels;
}

async function tokenizerOf({ directory, flavor, session }: LoadModelOptions): Promise<Tokenize | undefined> {
  if (flavor.tokenizer === undefined) return undefined;
  const { loadTokenizer } = await import("./preprocessing/text/tokenizer.ts");
  return await loadTokenizer({
    directory,
    file: flavor.tokenizer,
    maxLength: flavor.maxTokens,
    inputs: session.inputs,
  });
}

async function readImageOf(directory: string, session: Session): Promise<ReadImage | undefined> {
  const layout = imageLayout(session.inputs);
  if (!layout) return undefined;
  const written = await readFile(join(directory, "preprocessor_config.json"), "utf8").catch(() => undefined);
  const plan = planImages(layout, written === undefined ? undefined : JSON.parse(written));
  const { createReadImage } = await import("./preprocessing/images/read-image.ts");
  return createReadImage(plan);
}

function taskOf(
  signature: ModelSignature | undefined,
  {
    readImage,
    tokenize,
  }: { readonly readImage: ReadImage | undefined; readonly tokenize: Tokenize | undefined },
): ModelDescription["task"] {
  if (readImage) return "image";
  const schema = signature?.inputs;
  const [first, ...others] = schema?.kind === "columns" ? schema.columns : [];
  const isText = first?.type.kind === "scalar" && first.type.type === "string" && others.length === 0;
  if (tokenize || isText) return "text";
  return schema?.kind === "columns" ? "table" : "tensor";
}

/** `sklearn` for the loader `mlflow.sklearn`; `python_function` for a model with code of its own. */
function flavorName({ loaderModule, flavors }: ModelManifest): string {
  const name = loaderModule?.replace(/^mlflow\./, "") ?? Object.keys(flavors)[0] ?? "unknown";
  return name.startsWith("pyfunc") ? "python_function" : name;
}

function isOnnxLoader({ loaderModule }: ModelManifest): boolean {
  return loaderModule === undefined || loaderModule === "mlflow.onnx";
}
