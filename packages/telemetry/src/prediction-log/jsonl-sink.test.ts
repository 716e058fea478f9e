import { mkdtempDisposable, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PredictionEntry } from "@switchyard/core";
import { expect, test } from "vitest";
import { JsonlSink } from "./jsonl-sink.ts";
import { outdatedFiles } from "./outdated-files.ts";

const { signal } = new AbortController();
const retention = { maxFileBytes: 400, maxFiles: 2, maxAgeDays: 30 };

function entry(request_id: string): PredictionEntry {
  const version = { model: "iris", version: "1", digest: "d", operation: "predict" } as const;
  return { time: "2026-01-01", ...version, request_id, duration_ms: 1, inputs: [], predictions: [] };
}

test("appends a line for each, also to a file that is there, which nobody else may read", async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-log-"));
  const path = join(directory.path, "new/predictions.jsonl");
  for (const ids of [["a", "b"], ["c"]]) {
    await using sink = new JsonlSink({ path, retention: { ...retention, maxFileBytes: 10_000 } });
    await sink.write(ids.map(entry), signal);
  }
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject(
    ["a", "b", "c"].map((request_id) => ({ request_id })),
  );
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("begins another file when one is full, and keeps the newest of them", async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-log-"));
  const path = join(directory.path, "predictions.jsonl");
  await writeFile(join(directory.path, "predictions-notes.jsonl"), "mine");
  const old = join(directory.path, "predictions-2020-01-01T00-00-00.000Z.jsonl");
  await writeFile(old, "");
  await utimes(old, 0, 0);
  await using sink = new JsonlSink({ path, retention });
  for (let id = 0; id < 12; id += 1) await sink.write([entry(`r${id}`)], signal);
  const names = await readdir(directory.path);
  expect(names).toContain("predictions-notes.jsonl");
  expect(names).not.toContain("predictions-2020-01-01T00-00-00.000Z.jsonl");
  expect(names.length).toBeLessThanOrEqual(5);
  expect(await readFile(path, "utf8")).toContain('"r11"');
});

test.for([
  [
    "too old",
    [
      ["a", 0],
      ["b", 90],
    ],
    ["a"],
  ],
  [
    "too many",
    [
      ["a", 97],
      ["c", 99],
      ["b", 98],
    ],
    ["a"],
  ],
  [
    "none",
    [
      ["a", 97],
      ["b", 98],
    ],
    [],
  ],
] as const)("of files some of which are %s", ([, files, outdated]) => {
  const day = 24 * 60 * 60 * 1000;
  const kept = files.map(([path, days]) => ({ path, modifiedMs: days * day }));
  expect(outdatedFiles(kept, retention, 100 * day)).toEqual(outdated);
});
