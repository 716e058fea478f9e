import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { z } from "zod";
import { freePorts } from "./systems/free-ports.ts";

const root = join(import.meta.dirname, "../../../..");

/** What is deployed for Prometheus. */
export const prometheusFolder: string = join(root, "deploy/prometheus");

/** Brings Prometheus, once; gives the folder of its programs. */
export async function installPrometheus(): Promise<string> {
  const script = join(root, "scripts/testbed/install-prometheus.sh");
  const program = spawn("bash", [script], { stdio: ["ignore", "pipe", "inherit"] });
  const [folder, [code]] = await Promise.all([text(program.stdout), once(program, "exit")]);
  if (code !== 0) throw new Error(`install-prometheus.sh ended with ${code}`);
  return folder.trim();
}

/** What `promtool` says of its input, in lines; none where it has nothing to say. */
export async function promtool(args: readonly string[], input = ""): Promise<readonly string[]> {
  const program = join(await installPrometheus(), "promtool");
  const asked = promisify(execFile)(program, args, { cwd: prometheusFolder });
  asked.child.stdin?.end(input);
  // It ends with 3 where it would have things otherwise.
  const { stdout, stderr } = await asked.catch((thrown: unknown) => outputOf.parse(thrown));
  return `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
}

const outputOf = z.object({ stdout: z.string(), stderr: z.string() });

/** One series, and what it is just now. */
export interface FoundSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

export interface Target {
  readonly health: string;
  readonly lastError: string;
}

const metricLabels = z.record(z.string(), z.string());
const found: z.ZodType<{ readonly data: { readonly result: readonly FoundSeries[] } }> = z.object({
  data: z.object({
    result: z.array(z.object({ metric: metricLabels, value: z.tuple([z.number(), z.string()]) })),
  }),
});
const alerts = z.object({
  data: z.object({ alerts: z.array(z.object({ state: z.string(), labels: metricLabels })) }),
});
const targets: z.ZodType<{ readonly data: { readonly activeTargets: readonly Target[] } }> = z.object({
  data: z.object({ activeTargets: z.array(z.object({ health: z.string(), lastError: z.string() })) }),
});

/** A real Prometheus with our configuration, which looks every second and waits for nothing before it alerts. */
export class RunningPrometheus {
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  /** Starts one that scrapes the gateway at this address; `stack` ends it. */
  static async start(target: string, stack: AsyncDisposableStack): Promise<RunningPrometheus> {
    const folder = stack.use(await mkdtempDisposable(join(tmpdir(), "switchyard-prometheus-")));
    const config = await configured(folder.path, target);
    const { PORT: port = "" } = await freePorts("PORT");
    const program = spawn(join(await installPrometheus(), "prometheus"), [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder.path, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]);
    const exited = once(program, "exit");
    const log = text(program.stderr);
    stack.defer(async () => {
      program.kill("SIGKILL");
      await exited;
    });
    const prometheus = new RunningPrometheus(`http://127.0.0.1:${port}`);
    while (!(await prometheus.#isReady())) {
      if (program.exitCode !== null) throw new Error(`prometheus ended:\n${await log}`);
      await delay(100);
    }
    return prometheus;
  }

  /** Resolves when a query finds something. */
  async finds(query: string, signal: AbortSignal): Promise<void> {
    while ((await this.query(query)).length === 0) await delay(100, undefined, { signal });
  }

  async query(query: string): Promise<readonly FoundSeries[]> {
    return found.parse(await this.#get(`query?${new URLSearchParams({ query }).toString()}`)).data.result;
  }

  /** The names of the alerts that fire, each with the model that it is about. */
  async firing(): Promise<readonly string[]> {
    const { data } = alerts.parse(await this.#get("alerts"));
    return data.alerts
      .filter(({ state }) => state === "firing")
      .map(({ labels }) => `${labels["alertname"]} ${labels["model"] ?? ""}`);
  }

  /** What it says of those that it scrapes. */
  async targets(): Promise<readonly Target[]> {
    return targets.parse(await this.#get("targets")).data.activeTargets;
  }

  async #isReady(): Promise<boolean> {
    return await fetch(`${this.#url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async #get(path: string): Promise<unknown> {
    const response = await fetch(`${this.#url}/api/v1/${path}`);
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return await response.json();
  }
}

/** Our own files, but quicker; gives the path of the configuration. */
async function configured(folder: string, target: string): Promise<string> {
  for (const name of ["prometheus.yaml", "alerts.yaml"]) {
    const written = await readFile(join(prometheusFolder, name), "utf8");
    const quick = written
      .replace("switchyard:8080", target)
      .replaceAll(/(_interval|for): \d+[sm]/g, "$1: 1s");
    await writeFile(join(folder, name), quick);
  }
  return join(folder, "prometheus.yaml");
}
