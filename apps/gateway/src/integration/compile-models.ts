import { execFile } from "node:child_process";
import { cp, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installFlavors } from "./flavors.ts";

const root = join(import.meta.dirname, "../../../..");
const scripts = join(root, "scripts/testbed");
const commandLine = join(root, "apps/cli/src/main.ts");

/** How a program ended, and what it wrote. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The models of `compile_models.py`, written anew, in a room that is gone in the end. */
export class CompileModels implements AsyncDisposable {
  /** An interpreter that has what they need, and what converts them. */
  readonly python: string;
  readonly directory: string;
  readonly #room: AsyncDisposable;

  private constructor(python: string, room: AsyncDisposable & { readonly path: string }) {
    this.python = python;
    this.directory = room.path;
    this.#room = room;
  }

  static async write(): Promise<CompileModels> {
    const room = await mkdtempDisposable(join(tmpdir(), "switchyard-compile-"));
    const models = new CompileModels(await installFlavors(), room);
    await promisify(execFile)(models.python, [join(scripts, "compile_models.py"), models.directory]);
    return models;
  }

  pathOf(name: string): string {
    return join(this.directory, name);
  }

  /** `switchyard models compile`, which shares the cache of all that was compiled here. */
  async compile(model: string, ...args: readonly string[]): Promise<Finished> {
    return await run(
      process.execPath,
      [
        "--conditions=source",
        commandLine,
        "models",
        "compile",
        "-m",
        model,
        "--python",
        this.python,
        ...args,
      ],
      { SWITCHYARD_CACHE_DIR: this.pathOf("cache") },
    );
  }

  /** A copy of a model whose graph answers otherwise; `change_graph.py` says how. */
  async changed(name: string, what: string): Promise<string> {
    const copy = this.pathOf(`${name}-${what}`);
    await cp(this.pathOf(name), copy, { recursive: true });
    await this.changeGraph(join(copy, "model.onnx"), what);
    return copy;
  }

  async changeGraph(graph: string, what: string): Promise<void> {
    await promisify(execFile)(this.python, [join(scripts, "change_graph.py"), graph, what]);
  }

  /** Registers one as version 1 of its name, under the alias `champion`. */
  async register(name: string, trackingUri: string): Promise<void> {
    const script = join(scripts, "flavors/register_models.py");
    const args = [script, this.directory, "--tracking-uri", trackingUri, "--only", name];
    await promisify(execFile)(this.python, args);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#room[Symbol.asyncDispose]();
  }
}

/** Runs a program to its end, whatever that is. */
export async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const { promise, resolve } = Promise.withResolvers<Finished>();
  const child = execFile(program, [...args], { env: { ...process.env, ...env } }, (_error, stdout, stderr) =>
    resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  );
  return await promise;
}
