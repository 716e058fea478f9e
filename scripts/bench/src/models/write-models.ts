import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../places.ts";
import { cnnGraph, irisGraph, mlpGraph, textGraph } from "./graphs.ts";
import { writeModelDirectory } from "./model-directory.ts";
import { writeRegistry } from "./registry.ts";
import { sampleModel, writeWithoutGraph } from "./sample-models.ts";

/** Made anew when what makes them has changed; raise it then. */
const edition = "1";
const idleModels = 20;

/** The registry that every gateway of the benchmark reads. */
export const registry: string = join(cache, "registry");

/** Names of the models that are loaded only to be idle. */
export const idleNames: readonly string[] = Array.from(
  { length: idleModels },
  (_each, index) => `idle-${index + 1}`,
);

export type ModelName =
  | "iris"
  | "topics"
  | "sentiment"
  | "iris-onnx"
  | "iris-python"
  | "text"
  | "mlp"
  | "cnn";

/** The directories of the models of the benchmark, by the names that they are registered with. */
export const modelDirectories: Readonly<Record<ModelName, string>> = {
  iris: sampleModel("sepal_length"),
  topics: sampleModel('"name": "text"', "mlflow.sklearn"),
  sentiment: sampleModel("sentiment_loader"),
  "iris-onnx": join(cache, "models/iris-onnx"),
  "iris-python": join(cache, "models/iris-python"),
  text: join(cache, "models/text"),
  mlp: join(cache, "models/mlp"),
  cnn: join(cache, "models/cnn"),
};

/** Writes the models and their registry, unless they are there. */
export function writeModels(): void {
  const stamp = join(cache, "models/edition");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== edition) {
    rmSync(join(cache, "models"), { recursive: true, force: true });
    writeModelDirectory(modelDirectories["iris-onnx"], irisGraph());
    writeModelDirectory(join(cache, "models/iris-other"), irisGraph(), { "labels.txt": "a\nb\nc\n" });
    writeModelDirectory(modelDirectories.text, textGraph());
    writeModelDirectory(modelDirectories.mlp, mlpGraph());
    writeModelDirectory(modelDirectories.cnn, cnnGraph(), {
      "preprocessor_config.json": JSON.stringify(pictures),
      "labels.json": JSON.stringify(Array.from({ length: 10 }, (_each, index) => `class ${index}`)),
    });
    writeWithoutGraph(modelDirectories.iris, modelDirectories["iris-python"]);
    writeFileSync(stamp, edition);
  }
  writeRegistry(registry, {
    ...Object.fromEntries(Object.entries(modelDirectories).map(([name, path]) => [name, [path]])),
    "iris-compiled": [modelDirectories["iris-python"]],
    switched: [modelDirectories["iris-onnx"], join(cache, "models/iris-other")],
    ...Object.fromEntries(idleNames.map((name) => [name, [modelDirectories["iris-onnx"]]])),
  });
}

/** How a picture becomes the bytes that the network takes. */
const pictures = {
  image_processor_type: "ViTImageProcessor",
  do_convert_rgb: true,
  do_resize: true,
  size: { height: 224, width: 224 },
  resample: 2,
  do_rescale: false,
  do_normalize: false,
};
