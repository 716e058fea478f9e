import { readFileSync } from "node:fs";
import { test } from "vitest";
import { decoding, outcome } from "./testing/decoding.ts";
import { schemaOf, type WrittenSpec } from "./testing/mlflow-signature.ts";
import { describe } from "./testing/models.ts";

/** A request and what MLflow 3.17.2 (pandas 3.1, NumPy 2.4) gave a model that took it, or how it refused. */
interface Observed {
  readonly signature: readonly WrittenSpec[] | null;
  readonly contentType?: string;
  readonly body: string;
  readonly answer: unknown;
}

const file = new URL("testing/mlflow-observed.jsonl", import.meta.url);
const lines = readFileSync(file, "utf8").trim().split("\n");
const observed: readonly Observed[] = lines.map((line) => JSON.parse(line));

test.for(observed)("decodes $body as MLflow does", ({ signature, contentType, body, answer }, { expect }) => {
  const model = describe(schemaOf(signature));
  const result = outcome(body, model, contentType);
  const detail = `${JSON.stringify(signature)} ${String(decoding(body, model, contentType))}`;
  expect(result, detail).toEqual(answer);
});
