import { GatewayError, type ModelInput, type Prediction, type Tensor, type Tensors } from "@switchyard/core";

/**
 * The answer of MLflow's ONNX wrapper: for a frame a frame whose columns are the flattened outputs, for
 * arrays every output by name.
 */
export function onnxPrediction(outputs: Tensors, form: ModelInput["form"]): Prediction {
  if (form !== "frame") return { form: "named", arrays: outputs };
  const columns: Record<string, Tensor> = {};
  const lengths = new Set<number>();
  for (const [name, each] of Object.entries(outputs)) {
    columns[name] = { ...each, shape: [each.data.length] };
    lengths.add(each.data.length);
  }
  if (lengths.size > 1)
    throw new GatewayError(
      "model_error",
      `All arrays must be of the same length: the outputs ${Object.keys(outputs).join(", ")} make no table; send "inputs" instead`,
    );
  return { form: "records", columns };
}
