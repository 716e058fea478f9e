import { GatewayError } from "@switchyard/core";
import sharp, { type Sharp } from "../../native/sharp.ts";
import type { ImagePlan } from "./image-plan.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pictures above this many pixels are refused before they are decoded. */
const maxPixels = 50_000_000;
const maxSeconds = 20;

sharp.cache(false);
sharp.concurrency(1);
// Only these formats are read, whatever a body claims to be: no SVG, PDF or ImageMagick.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegBuffer",
    "VipsForeignLoadPngBuffer",
    "VipsForeignLoadWebpBuffer",
    "VipsForeignLoadNsgifBuffer",
    "VipsForeignLoadHeifBuffer",
    "VipsForeignLoadTiffBuffer",
  ],
});

/**
 * The pixels of a picture as the plan wants them, upright by its EXIF orientation: bytes [height, width,
 * channels]. Throws `invalid_request` for what is no picture, is cut off or too large.
 */
export async function decodeImage(bytes: Uint8Array, plan: ImagePlan): Promise<Uint8Array> {
  try {
    const upright = sharp(bytes, { limitInputPixels: maxPixels, failOn: "warning" })
      .timeout({ seconds: maxSeconds })
      .autoOrient();
    const flat = upright
      .flatten({ background: "white" })
      .toColourspace(plan.layout.channels === 1 ? "b-w" : "srgb");
    const picture = resized(flat, plan);
    if (plan.crop) return await centre(picture, plan.crop);
    return await picture.raw({ depth: "uchar" }).toBuffer();
  } catch (cause) {
    throw new GatewayError("invalid_request", `image: ${reasonOf(cause)}`, { cause });
  }
}

function resized(picture: Sharp, { resize, crop, kernel }: ImagePlan): Sharp {
  if (!resize) return picture;
  const { width, height, fit } = resize;
  if (fit === "fill") return picture.resize({ width, height, fit, kernel });
  // The shorter edge gets its size; without a crop of its own the middle square remains.
  return picture.resize({ width, height, fit: crop ? "outside" : "cover", kernel });
}

/** The middle of a picture that has been resized; sharp resizes only once, so by way of its pixels. */
async function centre(picture: Sharp, crop: Size): Promise<Buffer> {
  const { data, info } = await picture.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  const left = Math.floor((info.width - crop.width) / 2);
  const top = Math.floor((info.height - crop.height) / 2);
  if (left < 0 || top < 0) throw new Error(`is smaller than ${crop.width} by ${crop.height} pixels`);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return await sharp(data, { raw })
    .extract({ left, top, ...crop })
    .raw()
    .toBuffer();
}

function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (message.includes("pixel limit")) return `has more than ${maxPixels} pixels`;
  if (message.includes("unsupported image format"))
    return "expected a JPEG, PNG, WebP, GIF, AVIF or TIFF picture";
  return `cannot be decoded: ${message.split("\n", 1)[0]?.slice(0, 200) ?? ""}`;
}
