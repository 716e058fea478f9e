// Trains an abalone model, shows how far it is, and asks for the age of a shell: node client.ts [predict]
// With `predict` it only asks.
import { argv, env } from "node:process";

const url = env["ABALONE_URL"] ?? "http://127.0.0.1:8000";
const token = env["ABALONE_ADMIN_TOKEN"];
const longestMs = Number(env["ABALONE_TRAIN_SECONDS"] ?? "600") * 1000;
const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
const hyperparameters = {
  n_estimators: 50,
  max_depth: 8,
  min_samples_split: 4,
  min_samples_leaf: 2,
  random_state: 7,
};
const shell = {
  sex: "M",
  length: 0.455,
  diameter: 0.365,
  height: 0.095,
  whole_weight: 0.514,
  shucked_weight: 0.2245,
  viscera_weight: 0.101,
  shell_weight: 0.15,
};

interface Job {
  readonly job_id: string;
  readonly status: string;
  readonly version: string | null;
  readonly metrics: Readonly<Record<string, number>>;
  readonly error: string | null;
}

/** What an event holds: of `progress` the first three, of `end` the job. */
interface EventData extends Job {
  readonly progress: number | null;
  readonly message: string | null;
}

if (argv[2] !== "predict") await train();
const predicted = await post("/predict", shell);
const { prediction: rings } = await checked<{ readonly prediction: number }>(predicted);
const version = predicted.headers.get("x-model-version");
console.log(`version ${version}: ${rings.toFixed(1)} rings, about ${(rings + 1.5).toFixed(1)} years`);
if (!(rings >= 1 && rings <= 40)) throw new Error("no shell has so many rings");

/** Starts a training, and follows its events to the end. */
async function train(): Promise<void> {
  const started = await checked<Job>(await post("/train", hyperparameters), 202);
  const followed = await fetch(`${url}/train/${started.job_id}`, {
    headers: { ...authorization, accept: "text/event-stream" },
    signal: AbortSignal.timeout(longestMs),
  });
  if (!followed.ok || !followed.body) throw new Error(`${followed.url} answered ${followed.status}`);
  for await (const { kind, data } of events(followed.body)) {
    if (kind === "progress") console.log(`training: ${data.status}, ${percent(data.progress)} ${data.message ?? ""}`);
    if (kind !== "end") continue;
    console.log(`training: ${data.status}, version ${data.version},`, data.metrics);
    if (data.status === "succeeded") return;
    throw new Error(data.error ?? "it did not succeed");
  }
  throw new Error("the job's events ended before the job");
}

/** Server-sent events: lines of `event:` and `data:`, with an empty line after each. */
async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<{ kind: string; data: EventData }> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    const parts = (text + decoder.decode(chunk, { stream: true })).split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) {
      const [, kind = "", data = "null"] = /^event: (.*)\ndata: (.*)$/m.exec(part) ?? [];
      yield { kind, data: JSON.parse(data) };
    }
  }
}

function percent(progress: number | null): string {
  return `${Math.round((progress ?? 0) * 100)}%`;
}

async function post(path: string, body: object): Promise<Response> {
  return await fetch(url + path, {
    method: "POST",
    headers: { ...authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function checked<Answer>(response: Response, status = 200): Promise<Answer> {
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
