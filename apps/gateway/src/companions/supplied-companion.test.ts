import { mkdtempDisposable, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { sampleModel } from "../testing/sample-models.ts";
import { recordFile, type CompanionRecord } from "./companion-record.ts";
import { fileDigest } from "./file-digest.ts";
import { suppliedCompanion, type SuppliedCompanion } from "./supplied-companion.ts";

type Change = (directory: string, record: CompanionRecord) => Promise<void>;

/** What is said of a compiled model that somebody has done something with. */
async function kindAfter(change: Change): Promise<SuppliedCompanion["kind"]> {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  const graph = join(directory.path, "model.onnx");
  await writeFile(graph, "graph");
  const record: CompanionRecord = {
    status: "compiled",
    converter: "skl2onnx",
    flavor: { data: "model.onnx" },
    sha256: await fileDigest(graph),
    verification: { rows: 1, requests: 1, differing: 0, largestError: 0, tolerance: 0, worst: undefined },
  };
  await write(directory.path, record);
  await change(directory.path, record);
  const { kind } = await suppliedCompanion({ ...sampleModel("sepal_length"), directory: directory.path });
  return kind;
}

async function write(directory: string, record: unknown): Promise<void> {
  await writeFile(join(directory, recordFile), JSON.stringify(record));
}

test.for<readonly [string, SuppliedCompanion["kind"], Change]>([
  ["left as it was", "proven", async () => undefined],
  [
    "whose graph is another",
    "changed",
    async (directory) => await writeFile(join(directory, "model.onnx"), "Graph"),
  ],
  ["whose graph is gone", "changed", async (directory) => await rm(join(directory, "model.onnx"))],
  [
    "whose record speaks of another graph",
    "changed",
    async (directory, record) => await write(directory, { ...record, sha256: "0".repeat(64) }),
  ],
  ["without a record", "own", async (directory) => await rm(join(directory, recordFile))],
  [
    "that was refused, with a graph of its author's",
    "own",
    async (directory) => await write(directory, { status: "refused", reason: "no converter" }),
  ],
])("a compiled model %s is %s", async ([, kind, change], { expect }) => {
  expect(await kindAfter(change)).toBe(kind);
});
