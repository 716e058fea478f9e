import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { z } from "zod";
import type { ParityModel } from "../parity/parity-models.ts";

const scripts = join(import.meta.dirname, "../../../../scripts/testbed");

const entries = z.array(
  z.object({
    name: z.string(),
    flavor: z.string(),
    compiles: z.boolean(),
  }),
);

/** A model of a flavor that only Python can load. */
export interface FlavorModel extends ParityModel {
  readonly flavor: string;
  /** Whether it has a companion, and why not. */
  readonly compiles: boolean;
}

/** Models of many flavors, trained and saved anew; gone with their folder in the end. */
export interface Flavors extends AsyncDisposable {
  /** An interpreter that has what they need, and what converts them. */
  readonly python: string;
  readonly directory: string;
  readonly models: readonly FlavorModel[];
}

/** Brings the libraries of all flavors, once; gives the Python that has them. */
export async function installFlavors(): Promise<string> {
  const program = spawn("bash", [join(scripts, "install-flavors.sh")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [folder, [code]] = await Promise.all([text(program.stdout), once(program, "exit")]);
  if (code !== 0) throw new Error(`install-flavors.sh ended with ${code}`);
  return join(folder.trim(), "bin/python");
}

/** Trains the models of these names. */
export async function writeFlavors(names: readonly string[]): Promise<Flavors> {
  const python = await installFlavors();
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-flavors-"));
  await run(python, ["write_models.py", "--output", directory.path, "--only", ...names]);
  const listed = entries.parse(JSON.parse(readFileSync(join(directory.path, "models.json"), "utf8")));
  const models = listed
    .filter(({ name }) => names.includes(name))
    .map((entry) => ({
      name: entry.name,
      flavor: entry.flavor,
      compiles: entry.compiles,
      directory: join(directory.path, entry.name),
      uri: `models:/${entry.name}@champion`,
      requests: [],
      small: true,
    }));
  return {
    python,
    directory: directory.path,
    models,
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

/** Registers them in a real MLflow, each under the alias `champion`. */
export async function registerFlavors(
  { python, directory, models }: Flavors,
  trackingUri: string,
): Promise<void> {
  const names = models.map(({ name }) => name);
  await run(python, ["register_models.py", directory, "--tracking-uri", trackingUri, "--only", ...names]);
}

async function run(python: string, [script = "", ...args]: readonly string[]): Promise<void> {
  await promisify(execFile)(python, [join(scripts, "flavors", script), ...args]);
}
