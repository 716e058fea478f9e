import { readFileSync } from "node:fs";
import { test } from "vitest";
import { recorded } from "./testing/cell-texts.ts";
import { schemaOf, type WrittenSpec } from "./testing/mlflow-signature.ts";
import { describe } from "./testing/models.ts";

/** A request, and what MLflow 3.17.2 (pandas 3.1, NumPy 2.4) gave a model of it, or how it refused. */
interface Observed {
  readonly signature: readonly WrittenSpec[];
  readonly body: string;
  readonly answer: unknown;
}

const file = new URL("testing/mlflow-cells.jsonl", import.meta.url);
const lines = readFileSync(file, "utf8").trim().split("\n");
const observed: readonly Observed[] = lines.map((line) => JSON.parse(line));

test.for(observed)("holds the cells of $body as MLflow does", ({ signature, body, answer }, { expect }) => {
  expect(recorded(body, describe(schemaOf(signature))), JSON.stringify(signature)).toEqual(answer);
});
