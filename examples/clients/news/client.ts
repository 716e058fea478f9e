// Asks the two model servers of a news platform for the topic and the sentiment of texts: node client.ts [TEXT ...]
// Where USE_MODEL_SERVING is false, or a server is down, the answer is a guess by words.
import { argv, env } from "node:process";

const useServing = /^(true|1|yes)$/i.test(env["USE_MODEL_SERVING"] ?? "true");
const given = argv.slice(2);
const texts =
  given.length > 0
    ? given
    : [
        "The chip maker unveiled a faster processor for phones",
        "A wonderful match: the team won the final in the last minute",
      ];

interface Task {
  readonly url: string;
  readonly labels: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly otherwise: string;
}

const tasks: Readonly<Record<string, Task>> = {
  topic: {
    url: env["CLASSIFICATION_SERVING_URL"] ?? "http://127.0.0.1:5001",
    labels: ["business", "sports", "technology", "politics", "entertainment", "world"],
    words: { technology: ["chip", "phone", "software"], sports: ["match", "team", "final"] },
    otherwise: "world",
  },
  sentiment: {
    url: env["SENTIMENT_SERVING_URL"] ?? "http://127.0.0.1:5002",
    labels: ["positive", "negative", "neutral"],
    words: { positive: ["wonderful", "won", "good"], negative: ["lost", "awful", "bad"] },
    otherwise: "neutral",
  },
};

for (const [name, task] of Object.entries(tasks)) {
  const predictions = useServing ? await served(task.url) : undefined;
  const source = predictions ? "model" : "local";
  for (const [index, text] of texts.entries()) {
    const label = predictions ? predictions[index] : guessed(task, text);
    console.log(`${name} (${source}): ${label}: ${text}`);
    if (label === undefined || !task.labels.includes(label))
      throw new Error(`${label} is none of ${task.labels.join()}`);
  }
}

/** The server's predictions, which must be the same for both forms; nothing when it is down. */
async function served(url: string): Promise<readonly string[] | undefined> {
  const instances = await ask(url, { instances: texts });
  const frame = { columns: ["text"], data: texts.map((text) => [text]) };
  const split = instances && (await ask(url, { dataframe_split: frame }));
  if (!instances || !split) return undefined;
  if (instances.join() !== split.join())
    throw new Error(`${url} answers ${instances.join()} to one form and ${split.join()} to the other`);
  return instances;
}

async function ask(url: string, body: object): Promise<readonly string[] | undefined> {
  const response = await post(`${url}/invocations`, body);
  if (!response) return undefined;
  const text = await response.text();
  if (response.ok) return JSON.parse(text).predictions;
  if (response.status < 500) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  console.error(`${url} is down: ${text}`);
  return undefined;
}

async function post(url: string, body: object): Promise<Response | undefined> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
  } catch (error) {
    console.error(`${url} is down:`, error instanceof Error ? error.message : error);
    return undefined;
  }
}

/** The first label one of whose words is in the text. */
function guessed({ words, otherwise }: Task, text: string): string {
  const said = text.toLowerCase();
  const found = Object.entries(words).find(([, each]) => each.some((word) => said.includes(word)));
  return found?.[0] ?? otherwise;
}
