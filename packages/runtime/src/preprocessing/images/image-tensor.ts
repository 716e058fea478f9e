import { zeros, type Tensor } from "@switchyard/core";
import type { ImagePlan } from "./image-plan.ts";

/** One picture's bytes [height, width, channels] as the graph's input [1, …], scaled and laid out as planned. */
export function imageTensor(pixels: Uint8Array, plan: ImagePlan): Tensor {
  const { layout, crop, resize } = plan;
  const { height, width } = crop ?? resize ?? layout;
  const { channels, channelsFirst, dtype } = layout;
  const shape = channelsFirst ? [1, channels, height, width] : [1, height, width, channels];
  if (dtype === "uint8" && !channelsFirst) return { dtype, shape, data: pixels };
  if (dtype === "string" || dtype === "int64" || dtype === "uint64")
    throw new Error(`no pictures of ${dtype}`);
  const filled = zeros(dtype, shape);
  if (filled.dtype === "string" || filled.dtype === "int64" || filled.dtype === "uint64") return filled;
  const { data } = filled;
  const area = height * width;
  for (let channel = 0; channel < channels; channel += 1) {
    const table = lookUpTable(plan, channel);
    for (let pixel = 0; pixel < area; pixel += 1) {
      const value = table[pixels[pixel * channels + channel] ?? 0] ?? 0;
      data[channelsFirst ? channel * area + pixel : pixel * channels + channel] = value;
    }
  }
  return filled;
}

/** What each of the 256 bytes becomes. */
function lookUpTable({ scale }: ImagePlan, channel: number): Float32Array {
  const { factor, offset } = scale[channel] ?? { factor: 1, offset: 0 };
  return Float32Array.from({ length: 256 }, (_, byte) => byte * factor + offset);
}
