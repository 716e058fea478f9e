import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../../../../..");
const execute = promisify(execFile);

/** A real Docker engine with what our images stand on; it ends with its last user. */
export class Docker implements AsyncDisposable {
  readonly #env: NodeJS.ProcessEnv;
  readonly #end: () => Promise<void>;

  private constructor(env: NodeJS.ProcessEnv, end: () => Promise<void>) {
    this.#env = env;
    this.#end = end;
  }

  /** Brings Docker when it is missing; throws what the script says where containers cannot run. */
  static async start(): Promise<Docker> {
    const program = spawn("bash", [join(root, "scripts/testbed/docker.sh"), "serve"], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    const exited = once(program, "exit");
    const log = text(program.stderr);
    const lines: string[] = [];
    for await (const line of createInterface({ input: program.stdout })) {
      lines.push(line);
      if (!line.includes("PYTHON_BASE=")) continue;
      return new Docker(variablesOf(lines), async () => {
        program.stdin.end();
        await exited;
      });
    }
    await exited;
    throw new Error(`docker.sh ended:\n${(await log).slice(-4000)}`);
  }

  /** Builds the image of Switchyard as `switchyard`; resolves with what the script prints. */
  async buildSwitchyard(): Promise<string> {
    return await this.run(["bash", join(root, "deploy/docker/build.sh")]);
  }

  /** Builds the image of `deploy/docker/NAME.Dockerfile` as `switchyard-NAME`. */
  async buildImage(name: string): Promise<void> {
    const folder = join(root, "deploy/docker");
    const file = join(folder, `${name}.Dockerfile`);
    const base = `BASE=${this.#env["PYTHON_BASE"]}`;
    const options = ["--quiet", "--network=none", "--build-arg", base, "--tag", `switchyard-${name}`];
    await this.run(["docker", "build", ...options, "--file", file, folder]);
  }

  /** Runs a program that reaches this engine, and resolves with what it prints. */
  async run(
    [program, ...args]: readonly [program: string, ...args: readonly string[]],
    env: NodeJS.ProcessEnv = {},
    directory: string = root,
  ): Promise<string> {
    const { stdout } = await execute(program, args, {
      cwd: directory,
      env: { ...process.env, ...this.#env, ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.trim();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}

/** Of lines such as `export A=1 PATH=/b:$PATH`. */
function variablesOf(lines: readonly string[]): NodeJS.ProcessEnv {
  const assignments = lines.flatMap((line) => line.replace(/^export /, "").split(" "));
  return Object.fromEntries(
    assignments.map((each) => each.replace("$PATH", process.env["PATH"] ?? "").split(/=(.*)/s)),
  );
}
