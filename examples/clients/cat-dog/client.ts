// Asks a cat and dog service how it is, and what is on each picture: node client.ts [PICTURE ...]
import { openAsBlob } from "node:fs";
import { basename, join } from "node:path";
import { argv, env } from "node:process";

const url = env["CATDOG_URL"] ?? `http://127.0.0.1:${env["PORT"] ?? "8000"}`;
const images = join(import.meta.dirname, "../../images");
const given = argv.slice(2);
const pictures = given.length > 0 ? given : [join(images, "cat.jpg"), join(images, "dog.jpg")];

interface Health {
  readonly status: string;
  readonly labels: readonly string[];
}

interface Prediction {
  readonly label: string;
  readonly confidence: number;
}

const health = await answerOf<Health>(await fetch(`${url}/health`));
console.log("health:", health);
for (const picture of pictures) {
  const form = new FormData();
  form.set("file", await openAsBlob(picture), basename(picture));
  const found = await answerOf<Prediction>(await fetch(`${url}/predict`, { method: "POST", body: form }));
  console.log(`${basename(picture)}:`, found);
  if (!health.labels.includes(found.label) || !(found.confidence >= 0 && found.confidence <= 1))
    throw new Error(`${picture}: expected one of ${health.labels.join()} and a confidence from 0 to 1`);
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
