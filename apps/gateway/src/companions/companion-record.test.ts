import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { readRecord, recordFile, type CompanionRecord } from "./companion-record.ts";

const worst = { request: '{"inputs": [[1]]}', path: "predictions[0]", found: "a", expected: "b" };
const verification = {
  rows: 2138,
  requests: 180,
  differing: 0,
  largestError: 3e-8,
  tolerance: 1e-5,
  worst: undefined,
};
const compiled: CompanionRecord = {
  status: "compiled",
  converter: "skl2onnx 1.20.0",
  flavor: { data: "model.onnx", predict_output: "label", missing_values: ["a", "b"], max_length: 12 },
  sha256: "ab".repeat(32),
  verification,
};

async function readFrom(text: string): Promise<CompanionRecord | undefined> {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  await writeFile(join(directory.path, recordFile), text);
  return await readRecord(directory.path);
}

test.for([
  ["a companion", compiled],
  ["one that is not quite the same", { ...compiled, verification: { ...verification, worst } }],
  ["a refusal", { status: "refused", reason: "no converter" }],
  [
    "a refusal after a comparison",
    {
      status: "refused",
      reason: "3 requests differ",
      converter: "skl2onnx 1.20.0",
      verification: { ...verification, differing: 3, worst: { ...worst, found: null } },
    },
  ],
] as const satisfies readonly (readonly [string, CompanionRecord])[])(
  "reads what was written of %s",
  async ([, record], { expect }) => {
    expect(await readFrom(JSON.stringify(record, undefined, 2))).toEqual(record);
  },
);

test.for([
  ["nothing", ""],
  ["half a file", JSON.stringify(compiled).slice(0, 100)],
  ["no object", "[]"],
  ["another status", JSON.stringify({ ...compiled, status: "proven" })],
  ["a companion without a digest", JSON.stringify({ ...compiled, sha256: undefined })],
  ["a companion that nobody compared", JSON.stringify({ ...compiled, verification: undefined })],
  ["a companion without numbers", JSON.stringify({ ...compiled, verification: { rows: "many" } })],
  ["a refusal without a reason", '{"status": "refused"}'],
] as const)("takes for nothing what says nothing: %s", async ([, text], { expect }) => {
  expect(await readFrom(text)).toBeUndefined();
});

test("of a directory without a record there is nothing to read", async ({ expect }) => {
  expect(await readRecord("/nowhere")).toBeUndefined();
});
