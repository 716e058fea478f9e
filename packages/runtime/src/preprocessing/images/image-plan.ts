import { GatewayError } from "@switchyard/core";
import * as v from "valibot";
import { parseWritten } from "../../parse-written.ts";
import type { ImageLayout } from "./image-layout.ts";

const pixels = v.pipe(v.number(), v.integer(), v.minValue(1));
const size = v.union([
  pixels,
  v.object({ height: pixels, width: pixels }),
  v.object({ shortest_edge: pixels }),
]);

/** `preprocessor_config.json` of Hugging Face image processors, as far as it says how to make the input. */
const processorConfig = v.object({
  do_resize: v.optional(v.boolean(), true),
  size: v.optional(size),
  resample: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5)), 2),
  do_center_crop: v.optional(v.boolean(), false),
  crop_size: v.optional(size),
  do_rescale: v.optional(v.boolean(), true),
  rescale_factor: v.optional(v.number(), 1 / 255),
  do_normalize: v.optional(v.boolean(), false),
  image_mean: v.optional(v.array(v.number()), [0, 0, 0]),
  image_std: v.optional(v.array(v.pipe(v.number(), v.gtValue(0))), [1, 1, 1]),
});

type ProcessorConfig = v.InferOutput<typeof processorConfig>;

/** The filters by Pillow's numbers. */
const kernels = ["nearest", "lanczos3", "linear", "cubic", "linear", "linear"] as const;

/** What is done to a picture before it is the graph's input. */
export interface ImagePlan {
  readonly layout: ImageLayout;
  /** Size after `resize`; of the shorter edge when `fit` is `cover`. */
  readonly resize:
    | { readonly height: number; readonly width: number; readonly fit: "fill" | "cover" }
    | undefined;
  readonly kernel: (typeof kernels)[number];
  readonly crop: { readonly height: number; readonly width: number } | undefined;
  /** `element = byte · factor + offset`, a channel. */
  readonly scale: readonly { readonly factor: number; readonly offset: number }[];
}

/** Reads the configuration beside the model; without one: resize to the input's size, divide floats by 255. */
export function planImages(layout: ImageLayout, written: unknown): ImagePlan {
  const usual = { do_rescale: layout.dtype !== "uint8" };
  const config = parseWritten(processorConfig, written ?? usual, "preprocessor_config.json");
  const target = sizeOf(config.size) ?? layout;
  const crop = config.do_center_crop ? (sizeOf(config.crop_size) ?? layout) : undefined;
  const final = crop ?? target;
  if (final.height < 1 || final.width < 1)
    throw new GatewayError(
      "load_failed",
      "preprocessor_config.json: size: missing, and the input takes any size",
    );
  const isShortest = typeof config.size === "object" && "shortest_edge" in config.size;
  const { height, width } = target;
  return {
    layout,
    resize: config.do_resize ? { height, width, fit: isShortest ? "cover" : "fill" } : undefined,
    kernel: kernels[config.resample] ?? "linear",
    crop,
    scale: [0, 1, 2].map((channel) => scaleOf(config, channel)),
  };
}

function sizeOf(
  written: ProcessorConfig["size"],
): { readonly height: number; readonly width: number } | undefined {
  if (written === undefined) return undefined;
  if (typeof written === "number") return { height: written, width: written };
  if ("shortest_edge" in written) return { height: written.shortest_edge, width: written.shortest_edge };
  return written;
}

function scaleOf(
  config: ProcessorConfig,
  channel: number,
): { readonly factor: number; readonly offset: number } {
  const factor = config.do_rescale ? config.rescale_factor : 1;
  if (!config.do_normalize) return { factor, offset: 0 };
  const mean = config.image_mean[channel] ?? 0;
  const deviation = config.image_std[channel] ?? 1;
  return { factor: factor / deviation, offset: -mean / deviation };
}
