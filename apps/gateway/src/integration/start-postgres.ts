import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

const script = join(import.meta.dirname, "../../../../scripts/testbed/postgres.sh");

/** A real PostgreSQL on a port of its own; nothing of it outlives its disposal, nor this process. */
export interface RunningPostgres extends AsyncDisposable {
  /** With credentials, for an MLflow server's `--backend-store-uri` as well as for us. */
  readonly uri: string;
  /** Stops it as a crash would, and starts it again. */
  restart(): Promise<void>;
}

/** A certificate and its key, as PEM texts. */
export interface PostgresTls {
  readonly certificate: string;
  readonly key: string;
}

/** Starts an empty one, which takes TLS when it has a certificate; brings PostgreSQL when it is missing. */
export async function startPostgres(tls?: PostgresTls): Promise<RunningPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "switchyard-postgres-"));
  if (tls) {
    await writeFile(join(folder, "server.crt"), tls.certificate);
    await writeFile(join(folder, "server.key"), tls.key);
  }
  const program = spawn("bash", [script, "run", folder], { stdio: ["pipe", "pipe", "pipe"] });
  const exited = once(program, "exit");
  const log = text(program.stderr);
  for await (const uri of createInterface({ input: program.stdout }))
    return {
      uri,
      async restart() {
        await finish("restart", folder);
      },
      async [Symbol.asyncDispose]() {
        program.stdin.end();
        await exited;
        await rm(folder, { recursive: true, force: true });
      },
    };
  await rm(folder, { recursive: true, force: true });
  throw new Error(`postgres.sh ended:\n${await log}`);
}

async function finish(command: string, folder: string): Promise<void> {
  const program = spawn("bash", [script, command, folder], { stdio: ["ignore", "ignore", "pipe"] });
  const [log, [code]] = await Promise.all([text(program.stderr), once(program, "exit")]);
  if (code !== 0) throw new Error(`postgres.sh ${command} ended with ${code}:\n${log}`);
}
