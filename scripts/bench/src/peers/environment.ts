import { execFile } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { cache, root } from "../places.ts";
import { markedEnvironment } from "../processes/end-all.ts";
import { say } from "../progress.ts";

/** A virtual environment of Python. */
export interface Environment {
  /** Where its programs lie. */
  readonly bin: string;
  /** Where the library of its Python lies, for programs that have one of their own inside. */
  readonly library: string;
}

/** For which all of the packages have wheels. */
const version = "3.11";

/** Brings packages into an environment of their own, once; throws when they cannot be had. */
export async function bringEnvironment(name: string, packages: readonly string[]): Promise<Environment> {
  const directory = join(cache, "venvs", name);
  const bin = join(directory, "bin");
  const stamp = join(directory, "stamp");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== packages.join(" ")) {
    const uv = await bringUv();
    say(`installing ${packages[0] ?? name} (once)`);
    rmSync(directory, { recursive: true, force: true });
    await run(uv, ["venv", "-q", "--python", ownPython() ?? version, directory]);
    await run(uv, [
      "pip",
      "install",
      "-q",
      "--compile-bytecode",
      "--python",
      join(bin, "python"),
      ...packages,
    ]);
    writeFileSync(stamp, packages.join(" "));
  }
  return { bin, library: join(dirname(realpathSync(join(bin, "python"))), "../lib") };
}

/** The variables with which the programs of an environment run. */
export function environmentVariables({ bin, library }: Environment): Readonly<Record<string, string>> {
  return { PATH: [bin, process.env["PATH"]].join(delimiter), LD_LIBRARY_PATH: library };
}

async function bringUv(): Promise<string> {
  const own = join(cache, "uv");
  const places = [join(own, "bin/uv"), join(root, ".cache/testbed/uv/bin/uv"), ...inPath("uv")];
  const found = places.find((each) => existsSync(each));
  if (found !== undefined) return found;
  const python = ownPython() ?? "python3";
  say("installing uv (once)");
  await run(python, ["-m", "venv", own]);
  await run(join(own, "bin/python"), ["-m", "pip", "install", "-q", "uv"]);
  return join(own, "bin/uv");
}

/** One that is there already, also where a version manager keeps it. */
function ownPython(): string | undefined {
  const managed = globSync(`.pyenv/versions/${version}.*/bin/python3`, { cwd: homedir() });
  return [...managed.map((each) => join(homedir(), each)), ...inPath(`python${version}`)].find((each) =>
    existsSync(each),
  );
}

function inPath(program: string): readonly string[] {
  return (process.env["PATH"] ?? "").split(delimiter).map((directory) => join(directory, program));
}

async function run(program: string, args: readonly string[]): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const own = {
    UV_CACHE_DIR: join(cache, "uv-cache"),
    UV_PYTHON_INSTALL_DIR: join(cache, "python"),
    UV_SYSTEM_CERTS: "true",
    UV_NO_PROGRESS: "1",
  };
  await promisify(execFile)(program, [...args], { env: markedEnvironment(own) });
}
