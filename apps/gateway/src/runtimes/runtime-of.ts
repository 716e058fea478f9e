import { GatewayError, type ModelManifest } from "@switchyard/core";

/** What can run a model: ONNX Runtime, or the interpreter that its Python code asks for. */
export type Runtime = "onnx" | "python";

/** Native where there is a graph, else Python; throws `load_failed` for a model that has neither. */
export function runtimeOf({ flavors }: ModelManifest): Runtime {
  if (flavors["onnx"]) return "onnx";
  if (flavors["python_function"]) return "python";
  throw new GatewayError(
    "load_failed",
    `the model has neither an onnx nor a python_function flavor; it has ${Object.keys(flavors).join(", ") || "none"}`,
  );
}
