import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

const scripts = join(import.meta.dirname, "../../../../scripts/testbed");

/** A real MLflow program; nothing of it outlives its disposal, nor this process. */
export interface RunningMlflow extends AsyncDisposable {
  readonly url: string;
}

export interface RegistryOptions {
  /** Holds the registry beyond the server's life; a folder of the server's own when left out. */
  readonly directory?: string;
  readonly port?: string;
  /** Arguments of `mlflow server`, which win over our own. */
  readonly args?: readonly string[];
  /** Variables of the server, beside our own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Brings uv, MLflow and the sample models' packages, once; gives the Python that has them. */
export async function installTestbed(): Promise<string> {
  const program = spawn("bash", [join(scripts, "install.sh")], { stdio: ["ignore", "pipe", "inherit"] });
  const [folder, [code]] = await Promise.all([text(program.stdout), once(program, "exit")]);
  if (code !== 0) throw new Error(`install.sh ended with ${code}`);
  return join(folder.trim(), "bin/python");
}

/** A real `mlflow server` on a copy of the sample registry. */
export async function startRegistry(options: RegistryOptions = {}): Promise<RunningMlflow> {
  const { directory, port, args = [], env } = options;
  const ours = [
    ...(directory === undefined ? [] : ["--directory", directory]),
    ...(port === undefined ? [] : ["--port", port]),
  ];
  return await start(["server", ...ours, ...args], { env });
}

/** A real `mlflow models serve` of one model of a registry. */
export async function serveModel(uri: string, registry: RunningMlflow): Promise<RunningMlflow> {
  return await start(["serve", uri, "--tracking-uri", registry.url]);
}

/** MLflow's scoring server for many models at once, each below `/<name>`. */
export async function serveModels(
  models: readonly { readonly name: string; readonly directory: string }[],
  python?: string,
): Promise<RunningMlflow> {
  const named = models.map(({ name, directory }) => `${name}=${directory}`);
  return await start(named, { script: "serve_models.py", python });
}

/** What MLflow's own Python client makes of a command, see `client.py`. */
export async function askClient(url: string, ...command: readonly string[]): Promise<unknown> {
  return await runClient([url, ...command], "");
}

/** A prediction through MLflow's deployments client. */
export async function predictByClient(url: string, endpoint: string, body: string): Promise<unknown> {
  return await runClient([url, "predict", endpoint], body);
}

async function runClient(args: readonly string[], input: string): Promise<unknown> {
  const python = await installTestbed();
  const program = spawn(python, [join(scripts, "client.py"), ...args]);
  program.stdin.end(input);
  const [output, log, [code]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, "exit"),
  ]);
  if (code !== 0) throw new Error(`client.py ${args.join(" ")} ended with ${code}:\n${log}`);
  return JSON.parse(output);
}

interface StartOptions {
  readonly script?: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Another interpreter than the testbed's. */
  readonly python?: string | undefined;
}

async function start(
  args: readonly string[],
  { script = "run.py", env = {}, python }: StartOptions = {},
): Promise<RunningMlflow> {
  const interpreter = python ?? (await installTestbed());
  const program = spawn(interpreter, [join(scripts, script), ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    // oxlint-disable-next-line node/no-process-env -- what a test starts inherits it, as without variables of its own
    env: { ...process.env, ...env },
  });
  const exited = once(program, "exit");
  const log = text(program.stderr);
  for await (const url of createInterface({ input: program.stdout }))
    return {
      url,
      async [Symbol.asyncDispose]() {
        program.stdin.end();
        await exited;
      },
    };
  throw new Error(`mlflow ${args.join(" ")} ended:\n${(await log).slice(-4000)}`);
}
