import { GatewayError, type ScoreClasses, type Tensor } from "@switchyard/core";

/** The scores by row, one row for a single list of them; throws `model_error` where ONNX's ZipMap would. */
export function scoreRows(scores: Tensor, { labels }: ScoreClasses): Tensor {
  const { shape } = scores;
  if (shape.length > 2 || shape.at(-1) !== labels.length)
    throw new GatewayError(
      "model_error",
      `expected ${labels.length} scores a row, found the shape [${shape.join(", ")}]`,
    );
  return shape.length === 1 ? { ...scores, shape: [1, labels.length] } : scores;
}
