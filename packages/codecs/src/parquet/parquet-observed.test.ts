import { readFileSync } from "node:fs";
import { GatewayError } from "@switchyard/core";
import { test } from "vitest";
import { createCodecs } from "../index.ts";
import { described } from "../testing/described.ts";
import { schemaOf, type WrittenSpec } from "../testing/mlflow-signature.ts";
import { describe } from "../testing/models.ts";

type Signature = readonly WrittenSpec[] | null;

/** A file, and what MLflow 3.17.2 (pandas 3.1, pyarrow 25) gave models of these signatures, or how it refused. */
interface Observed {
  readonly name: string;
  readonly parquet: string;
  readonly answers: readonly (readonly [unknown, readonly Signature[]])[];
}

const file = new URL("../testing/parquet-observed.jsonl", import.meta.url);
const lines = readFileSync(file, "utf8").trim().split("\n");
const observed: readonly Observed[] = lines.map((line) => JSON.parse(line));
const cases = observed.flatMap(({ name, parquet, answers }) =>
  answers.flatMap(([answer, signatures]) =>
    signatures.map((signature) => ({ name, parquet, answer, signature })),
  ),
);
const { invocations } = createCodecs();
await invocations.load("application/vnd.apache.parquet");

test.for(cases)(
  "decodes $name for $signature as MLflow does",
  ({ parquet, signature, answer }, { expect }) => {
    const body = { contentType: "application/vnd.apache.parquet", body: Buffer.from(parquet, "base64") };
    expect(outcome(body, signature)).toEqual(answer);
  },
);

function outcome(body: { contentType: string; body: Uint8Array }, signature: Signature): unknown {
  try {
    return described(invocations.decode(body, describe(schemaOf(signature))).input);
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
}
