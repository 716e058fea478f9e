import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

const script = join(import.meta.dirname, "../../../../scripts/testbed/s3.sh");

/** A real S3 store on loopback; nothing of it outlives its disposal, nor this process. */
export interface RunningS3 extends AsyncDisposable {
  readonly endpoint: string;
  /** How MLflow, boto3 and this gateway are told of it: `MLFLOW_S3_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`… */
  readonly env: Readonly<Record<string, string>>;
  /** A bucket that is there. */
  readonly bucket: string;
}

export interface S3Options {
  /** Holds the objects beyond the store's life; a folder of its own when left out. */
  readonly directory?: string;
  readonly port?: string;
}

/** Starts a store, and builds its program before when that is not there yet. */
export async function startS3({ directory, port }: S3Options = {}): Promise<RunningS3> {
  const folder = await mkdtempDisposable(join(tmpdir(), "switchyard-s3-"));
  const program = spawn("bash", [script, "serve", directory ?? folder.path], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...(port !== undefined && { SWITCHYARD_S3_PORT: port }) },
  });
  const exited = once(program, "exit");
  const log = text(program.stderr);
  const end = async (): Promise<void> => {
    program.stdin.end();
    await exited;
    await folder.remove();
  };
  for await (const line of createInterface({ input: program.stdout })) {
    const env = variablesOf(line);
    return {
      endpoint: env["MLFLOW_S3_ENDPOINT_URL"] ?? "",
      env,
      bucket: "models",
      [Symbol.asyncDispose]: end,
    };
  }
  await end();
  throw new Error(`s3.sh ended:\n${(await log).slice(-4000)}`);
}

/** Of a line such as `export A=1 B=2`. */
function variablesOf(line: string): Readonly<Record<string, string>> {
  const assignments = line.replace(/^export /, "").split(" ");
  return Object.fromEntries(assignments.map((each) => each.split(/=(.*)/s)));
}
