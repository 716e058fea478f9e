import { fillTensor, type Tensor, type Tensors, type TensorSpec } from "@switchyard/core";

/** One row of zeros (or empty texts) for each input, for a first run of a model that brings no example. */
export function zeroFeeds(specs: readonly TensorSpec[]): Tensors {
  const feeds: Record<string, Tensor> = {};
  for (const { name, dtype, shape } of specs)
    feeds[name] = fillTensor(
      dtype,
      shape.map((dimension) => (dimension === -1 ? 1 : dimension)),
      () => 0,
    );
  return feeds;
}
