import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onnxFile, type Graph, type GraphValue } from "./onnx-graph.ts";

/** What lies in a model's directory beside its graph, by file name. */
export type OtherFiles = Readonly<Record<string, string>>;

const mlflowTypes = { float32: "float32", uint8: "uint8", int64: "int64", string: "str" } as const;

/** Writes a model as `mlflow.onnx.save_model` does, so that MLflow and whoever reads its models can serve it. */
export function writeModelDirectory(directory: string, graph: Graph, files: OtherFiles = {}): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "model.onnx"), onnxFile(graph));
  writeFileSync(join(directory, "MLmodel"), manifest(graph));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
}

function manifest({ inputs, outputs }: Graph): string {
  return [
    "flavors:",
    "  onnx:",
    "    data: model.onnx",
    "    onnx_version: 1.23.2",
    "    providers: [CPUExecutionProvider]",
    "  python_function:",
    "    data: model.onnx",
    "    loader_module: mlflow.onnx",
    "    python_version: 3.11.7",
    "mlflow_version: 3.17.2",
    "model_uuid: 0123456789abcdef0123456789abcdef",
    "utc_time_created: '2026-11-01 00:00:00.000000'",
    "signature:",
    `  inputs: '${signature(inputs)}'`,
    `  outputs: '${signature(outputs)}'`,
    "  params: null",
    "",
  ].join("\n");
}

function signature(values: readonly GraphValue[]): string {
  return JSON.stringify(
    values.map(({ name, dtype, shape }) => ({
      name,
      type: "tensor",
      "tensor-spec": { dtype: mlflowTypes[dtype], shape },
    })),
  );
}
