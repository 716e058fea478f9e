import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

const scripts = join(import.meta.dirname, "../../../../scripts/testbed");

/** A real database server on a port of its own; nothing of it outlives its disposal, nor this process. */
export interface RunningDatabase extends AsyncDisposable {
  /** With credentials, for an MLflow server's `--backend-store-uri` as well as for us. */
  readonly uri: string;
  /** Stops it as a crash would, and starts it again. */
  restart(): Promise<void>;
}

/** Starts an empty one by its script, in a folder that `prepare` may put something into. */
export async function startDatabase(
  name: "postgres.sh" | "mariadb.sh",
  prepare: (folder: string) => Promise<void> = () => Promise.resolve(),
): Promise<RunningDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "switchyard-database-"));
  await prepare(folder);
  const script = join(scripts, name);
  const program = spawn("bash", [script, "run", folder], { stdio: ["pipe", "pipe", "pipe"] });
  const exited = once(program, "exit");
  const log = text(program.stderr);
  for await (const uri of createInterface({ input: program.stdout }))
    return {
      uri,
      async restart() {
        await finish(script, "restart", folder);
      },
      async [Symbol.asyncDispose]() {
        program.stdin.end();
        await exited;
        await rm(folder, { recursive: true, force: true });
      },
    };
  await rm(folder, { recursive: true, force: true });
  throw new Error(`${name} ended:\n${await log}`);
}

async function finish(script: string, command: string, folder: string): Promise<void> {
  const program = spawn("bash", [script, command, folder], { stdio: ["ignore", "ignore", "pipe"] });
  const [code] = await once(program, "exit");
  program.stderr.destroy();
  if (code !== 0) throw new Error(`${script} ${command} ended with ${code}`);
}
