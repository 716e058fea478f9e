import type { DataType, TensorSpec } from "@switchyard/core";

/** Where a graph input keeps the height, width and channels of a picture; -1 for any size. */
export interface ImageLayout {
  readonly name: string;
  readonly dtype: DataType;
  readonly channelsFirst: boolean;
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
}

/** How a picture lies in the only input of a graph; undefined when that is no picture. */
export function imageLayout(inputs: readonly TensorSpec[]): ImageLayout | undefined {
  const [spec, ...others] = inputs;
  if (!spec || others.length > 0 || spec.shape.length !== 4 || spec.dtype === "string") return undefined;
  const [, first = 0, second = 0, third = 0] = spec.shape;
  const { name, dtype } = spec;
  if (isChannels(third))
    return { name, dtype, channelsFirst: false, channels: third, height: first, width: second };
  if (isChannels(first))
    return { name, dtype, channelsFirst: true, channels: first, height: second, width: third };
  return undefined;
}

function isChannels(dimension: number): dimension is 1 | 3 {
  return dimension === 1 || dimension === 3;
}
