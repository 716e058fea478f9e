import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { cache } from "../places.ts";
import { randomNumbers } from "./random-numbers.ts";

/** Where the picture lies that is uploaded. */
export const pictureFile: string = join(cache, "models/picture.jpg");

const [width, height] = [1024, 768];

/** Writes a JPEG that is as large and as slow to read as a photograph: soft shapes with some noise. */
export async function picture(): Promise<void> {
  const random = randomNumbers(6);
  const pixels = new Uint8Array(width * height * 3);
  for (let index = 0; index < pixels.length; index += 1) {
    const [row, column] = [Math.floor(index / 3 / width), Math.floor(index / 3) % width];
    const shape = Math.sin(row / 37 + (index % 3)) + Math.cos(column / 53 - row / 71);
    pixels[index] = 128 + shape * 50 + random() * 18;
  }
  await mkdir(join(cache, "models"), { recursive: true });
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toFile(pictureFile);
}
