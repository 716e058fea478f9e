import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Answer } from "./ask.ts";
import type { ParityRequest } from "./requests/parity-request.ts";
import type { Comparison } from "./run-parity.ts";

/** A request to a model with what a real MLflow answered. */
export interface Exchange {
  readonly model: string;
  readonly request: ParityRequest;
  readonly expected: Answer;
}

/** Where they are kept, one a line. */
export const transcriptPath: string = join(import.meta.dirname, "transcript.jsonl");

/** Enough models to tell every rule from another; loading all of them takes the hermetic tests too long. */
const recordedModels =
  /^(?:bool|float16|float32|int64|string|uint8|object)-[nt]s$|^(?!single|two|number|wide|log).*-cs$|^(?:zipmap|mixed|many)/;

/** How many requests of a category are kept of each model. */
const kept: Readonly<Record<ParityRequest["category"], number>> = {
  protocol: 60,
  forms: 3,
  values: 6,
  structure: 2,
  params: 8,
  csv: 2,
  parquet: 1,
  recorded: 0,
};

const largestText = 700;

/** A few requests of every kind with their answers, as lines of text. */
export function transcriptOf(comparisons: readonly Comparison[]): string {
  const counts = new Map<string, number>();
  const chosen = comparisons.filter(({ model, request, expected }) => {
    const key = `${model} ${request.category} ${expected.status}`;
    const count = counts.get(key) ?? 0;
    const fits = request.body.length <= largestText && answerText(expected).length <= largestText;
    if (!recordedModels.test(model) || !fits || count >= kept[request.category]) return false;
    counts.set(key, count + 1);
    return true;
  });
  return chosen.map((each) => `${JSON.stringify(lineOf(each))}\n`).join("");
}

/** What has been recorded. */
export function readTranscript(): readonly Exchange[] {
  const lines = readFileSync(transcriptPath, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => exchangeOf(JSON.parse(line)));
}

interface Line extends Omit<ParityRequest, "body" | "contentType"> {
  readonly model: string;
  readonly contentType?: string | undefined;
  readonly body?: string;
  readonly base64?: string;
  readonly status: number;
  readonly answerType: string;
  readonly answer: string;
}

function lineOf({ model, request, expected }: Exchange): Line {
  const { body, ...more } = request;
  const { status, contentType: answerType } = expected;
  const bytes = typeof body === "string" ? { body } : { base64: Buffer.from(body).toString("base64") };
  return { model, ...more, ...bytes, status, answerType, answer: answerText(expected) };
}

function exchangeOf({ model, body, base64 = "", status, answerType, answer, ...more }: Line): Exchange {
  const request = {
    ...more,
    contentType: more.contentType,
    body: body ?? new Uint8Array(Buffer.from(base64, "base64")),
  };
  return { model, request, expected: { status, contentType: answerType, body: answer } };
}

/** Of a refusal only the code counts, and what tells intended differences from others. */
function answerText({ status, body }: Answer): string {
  if (status === 200) return body;
  const code = /"error_code": "\w+"/.exec(body)?.[0];
  if (code === undefined) return body.slice(0, 100);
  return `{${code}, "message": ${JSON.stringify(reasons.find((reason) => body.includes(reason)) ?? "")}}`;
}

/** Sentences of MLflow by which intended differences are known. */
const reasons = [
  "Numpy arrays can only be used as input for MLflow ONNX models that have a single input",
  "Input must be a list of dictionaries or a single numpy array for input",
];
