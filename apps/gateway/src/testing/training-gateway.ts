import { once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { z } from "zod";
import { startTestGateway, type TestGateway, type TestGatewayOptions } from "./test-gateway.ts";

/** The command for tests. */
export const trainingCommand: readonly string[] = [
  process.execPath,
  join(import.meta.dirname, "training-command.mjs"),
];

/** What the command for tests takes. */
const parameters = {
  type: "object",
  properties: {
    steps: { type: "integer", minimum: 0, default: 3 },
    say: { type: "array", items: { type: "string" } },
    code: { type: "integer" },
    hang: { enum: ["no", "until asked", "deaf"] },
    port: { type: "integer" },
  },
  additionalProperties: false,
};

/** What the configuration says of each model's training beside the command for tests; false where it has none. */
export type Trained = Readonly<Record<string, Readonly<Record<string, unknown>> | false>>;

/** A gateway that serves `iris` under some names, and trains them as they are told to be. */
export async function startTrainingGateway(
  trained: Trained = { iris: {} },
  options: TestGatewayOptions = {},
): Promise<TestGateway> {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-training-"));
  const file = join(directory.path, "switchyard.yaml");
  const uri = "models:/iris@champion";
  const models = Object.entries(trained).map(([name, settings]) => {
    const own = settings ? { train: { command: trainingCommand, parameters, ...settings } } : {};
    return [name, { uri, ...own }] as const;
  });
  await writeFile(file, stringify({ models: Object.fromEntries(models) }));
  return await startTestGateway({ ...options, env: { SWITCHYARD_CONFIG: file, ...options.env } });
}

/** What tests read of a job as the gateway answers it. */
export interface AnsweredJob {
  readonly job_id: string;
  readonly status: string;
}

const job: z.ZodType<AnsweredJob> = z.looseObject({ job_id: z.string(), status: z.string() });

/** Reads an answer that is a job. */
export async function jobOf(response: Response): Promise<AnsweredJob> {
  return job.parse(await response.json());
}

/** Starts a job; nobody waits for it. */
export async function train(gateway: TestGateway, given: unknown = {}, model = "iris"): Promise<AnsweredJob> {
  return await jobOf(await gateway.post(`/models/${model}/train`, JSON.stringify(given)));
}

/** The jobs that the gateway lists. */
export async function jobsOf(gateway: TestGateway, model = "iris"): Promise<readonly AnsweredJob[]> {
  const response = await gateway.get(`/models/${model}/train`);
  return z.object({ jobs: z.array(job) }).parse(await response.json()).jobs;
}

/** Counts the processes of a training command that are alive, by the connections that they hold. */
export interface Watch extends AsyncDisposable {
  readonly port: number;
  readonly alive: () => number;
}

/** Listens for a command's processes. */
export async function watchProcesses(): Promise<Watch> {
  let alive = 0;
  const server = createServer((connection) => {
    alive += 1;
    connection.on("error", () => undefined).resume();
    connection.once("close", () => (alive -= 1));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: portOf(server), alive: () => alive, [Symbol.asyncDispose]: () => close(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  await closed;
}
