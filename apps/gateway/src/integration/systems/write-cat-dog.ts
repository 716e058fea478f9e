import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { installFlavors } from "../flavors.ts";
import { pictures } from "./upload-files.ts";

const script = join(import.meta.dirname, "../../../../../scripts/testbed/flavors/cat_dog.py");
const answers = z.record(z.string(), z.tuple([z.number(), z.number()]));

/** A network for pictures of cats and dogs, saved in two flavors. */
export interface CatDog {
  /** What it needs to run, and to be compiled. */
  readonly python: string;
  readonly pytorch: string;
  readonly onnx: string;
  /** By a picture's name: how likely PyTorch finds a cat and a dog. */
  readonly expected: Readonly<Record<string, readonly [cat: number, dog: number]>>;
}

/** Has PyTorch make the network, save it in a folder, and look at the two sample pictures. */
export async function writeCatDog(folder: string): Promise<CatDog> {
  const python = await installFlavors();
  const shown = ["cat.jpg", "dog.jpg"].map((name) => join(pictures, name));
  const { stdout } = await promisify(execFile)(python, [script, folder, ...shown]);
  const expected = answers.parse(JSON.parse(stdout));
  return { python, pytorch: join(folder, "pytorch"), onnx: join(folder, "onnx"), expected };
}
