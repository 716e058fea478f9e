import { GatewayError } from "@switchyard/core";
import { z } from "zod";
import type { ImageLayout } from "./image-layout.ts";

const size = z.union([
  z.number().int().positive(),
  z.object({ height: z.number().int().positive(), width: z.number().int().positive() }),
  z.object({ shortest_edge: z.number().int().positive() }),
]);

/** `preprocessor_config.json` of Hugging Face image processors, as far as it says how to make the input. */
const processorConfig = z.object({
  do_resize: z.boolean().default(true),
  size: size.optional(),
  resample: z.number().int().min(0).max(5).default(2),
  do_center_crop: z.boolean().default(false),
  crop_size: size.optional(),
  do_rescale: z.boolean().default(true),
  rescale_factor: z.number().default(1 / 255),
  do_normalize: z.boolean().default(false),
  image_mean: z.array(z.number()).default([0, 0, 0]),
  image_std: z.array(z.number().positive()).default([1, 1, 1]),
});

type ProcessorConfig = z.infer<typeof processorConfig>;

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
  const config = processorConfig.parse(written ?? { do_rescale: layout.dtype !== "uint8" });
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
