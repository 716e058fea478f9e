import { fillTensor, setOwn, type Tensor, type Tensors, type TensorSpec } from "@switchyard/core";

/** One row of zeros (or empty texts) for each input, for a first run of a model that brings no example. */
export function zeroFeeds(specs: readonly TensorSpec[]): Tensors {
  const feeds: Record<string, Tensor> = {};
  for (const { name, dtype, shape } of specs) {
    const sizes = shape.map((dimension) => (dimension === -1 ? 1 : dimension));
    setOwn(
      feeds,
      name,
      fillTensor(dtype, sizes, () => 0),
    );
  }
  return feeds;
}
