import type { ReadImage } from "../../model.ts";
import { decodeImage } from "./decode-image.ts";
import type { ImagePlan } from "./image-plan.ts";
import { imageTensor } from "./image-tensor.ts";

/** Decodes pictures as planned. Its library takes memory: import this module only for models that need it. */
export function createReadImage(plan: ImagePlan): ReadImage {
  return async (picture) => ({ [plan.layout.name]: imageTensor(await decodeImage(picture, plan), plan) });
}
