import {
  GatewayError,
  setOwn,
  type ModelInput,
  type Predicted,
  type Prediction,
  type ScoreClasses,
  type Tensor,
  type Tensors,
} from "@switchyard/core";

/**
 * The answer of MLflow's ONNX wrapper: for a frame a frame whose columns are the flattened outputs, for
 * arrays every output by name. Scores are told by the names of their classes where the model has them.
 */
export function onnxPrediction(
  outputs: Tensors,
  form: ModelInput["form"],
  classes: ReadonlyMap<string, ScoreClasses>,
): Prediction {
  const predicted: Record<string, Predicted> = {};
  const lengths = new Set<number>();
  for (const [name, each] of Object.entries(outputs)) {
    const own = classes.get(name);
    const told = own ? { classes: own, scores: each } : form === "frame" ? flat(each) : each;
    setOwn(predicted, name, told);
    lengths.add(own ? (each.shape[0] ?? 1) : each.data.length);
  }
  if (form !== "frame") return { form: "named", arrays: predicted };
  if (lengths.size > 1)
    throw new GatewayError(
      "model_error",
      `All arrays must be of the same length: the outputs ${Object.keys(outputs).join(", ")} make no table; send "inputs" instead`,
    );
  return { form: "records", columns: predicted };
}

function flat(output: Tensor): Tensor {
  return { ...output, shape: [output.data.length] };
}
