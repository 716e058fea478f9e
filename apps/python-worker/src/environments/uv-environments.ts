import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GatewayError } from "@switchyard/core";
import type { Environment } from "../python-command.ts";
import { runLines, type RunOptions } from "../run-lines.ts";
import { readRequirements, type Requirements } from "./read-requirements.ts";

export interface UvEnvironmentsOptions {
  /** Where environments are kept. */
  readonly directory: string;
  readonly env: Environment;
}

/** What is asked for beside the model's own requirements. */
export interface EnvironmentOptions {
  readonly extras: readonly string[];
  readonly onProgress: (step: string) => void;
}

/** Builds with uv what models say they need; equal needs share one environment, which is built once. */
export class UvEnvironments {
  readonly #options: UvEnvironmentsOptions;

  constructor(options: UvEnvironmentsOptions) {
    this.#options = options;
  }

  /** The interpreter of a model's environment; throws `load_failed` that says what uv said. */
  async interpreterFor(
    modelDirectory: string,
    { extras, onProgress }: EnvironmentOptions,
    signal: AbortSignal,
  ): Promise<string> {
    const { text, python } = await readRequirements(modelDirectory);
    const needs: Requirements = { python, text: [text.trimEnd(), ...extras, ""].join("\n") };
    const directory = join(this.#options.directory, nameOf(needs));
    const interpreter = join(directory, "bin", "python");
    if (await exists(interpreter)) return interpreter;
    onProgress(`building a Python environment with uv (once): ${summaryOf(needs)}`);
    await this.#build({ needs, directory, modelDirectory, onProgress }, signal);
    return interpreter;
  }

  /** It is there as a whole or not at all; when another process was quicker, its work counts. */
  async #build(
    { needs, directory, modelDirectory, onProgress }: Building,
    signal: AbortSignal,
  ): Promise<void> {
    const scratch = `${directory}.${randomUUID()}`;
    await mkdir(this.#options.directory, { recursive: true });
    try {
      const python = needs.python === undefined ? [] : ["--python", needs.python];
      await this.#uv(["venv", "--relocatable", ...python, scratch], { signal });
      const file = join(scratch, "requirements.txt");
      await writeFile(file, needs.text);
      const interpreter = join(scratch, "bin", "python");
      await this.#uv(["pip", "install", "--python", interpreter, "--compile-bytecode", "-r", file], {
        signal,
        directory: modelDirectory,
        onComplaint: (line) => {
          if (/^(?:Resolved|Prepared|Installed|Downloading|Building)\b/.test(line)) onProgress(`uv: ${line}`);
        },
      });
      await rename(scratch, directory).catch(async (cause: unknown) => {
        if (!(await exists(join(directory, "bin", "python")))) throw cause;
      });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  async #uv(args: readonly string[], options: RunOptions): Promise<void> {
    const command = { program: "uv", args, env: { ...this.#options.env, UV_NO_PROGRESS: "1" } };
    const ended = await runLines(command, options).catch((cause: unknown) => {
      const message =
        "uv cannot be started; install it (https://docs.astral.sh/uv), or set python: to an interpreter";
      throw new GatewayError("load_failed", message, { cause });
    });
    options.signal.throwIfAborted();
    if (ended.code === 0) return;
    throw new GatewayError("load_failed", `uv ${args[0]} ended with ${ended.code}: ${ended.complaint}`);
  }
}

interface Building {
  readonly needs: Requirements;
  readonly directory: string;
  /** Requirements may name files beside them. */
  readonly modelDirectory: string;
  readonly onProgress: (step: string) => void;
}

function nameOf({ text, python = "" }: Requirements): string {
  return createHash("sha256").update(`${python}\0${text}`).digest("hex").slice(0, 32);
}

function summaryOf({ text, python }: Requirements): string {
  const packages = text.split("\n").filter((line) => /^[A-Za-z0-9]/.test(line));
  return `Python ${python ?? "(any)"}, ${packages.slice(0, 6).join(" ")}${packages.length > 6 ? " …" : ""}`;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
