import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { wordsIn } from "./graph-scan.ts";

const mib = 1024 * 1024;

test.for([
  ["nothing", 0, "", []],
  ["at the start", 0, "ZipMap", ["ZipMap"]],
  ["across two pieces", mib - 3, "ZipMap", ["ZipMap"]],
  ["across the end of what is read at once", mib + 18, "ZipMap", ["ZipMap"]],
  ["at the end, both", 3 * mib, "__proto__ZipMap", ["ZipMap", "__proto__"]],
  ["in part", 5, "ZipMa", []],
] as const)("finds words %s", async ([, at, text, expected], { expect }) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-scan-"));
  const path = join(folder.path, "model.onnx");
  await writeFile(path, Buffer.concat([Buffer.alloc(at), Buffer.from(text)]));
  expect([...(await wordsIn(path, ["ZipMap", "__proto__"]))].toSorted()).toEqual(expected);
});
