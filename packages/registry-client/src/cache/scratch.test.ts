import { readdir, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { Scratch } from "./scratch.ts";

/** Above the largest process id that Linux gives. */
const deadPid = 4_194_305;

test("clears what ended programs left, and nothing that may still be written", async ({ expect }) => {
  const names = {
    dead: `${hostname()}~${deadPid}~run~1`,
    "same id, earlier run": `${hostname()}~${process.pid}~run~2`,
    alive: `${hostname()}~${process.ppid}~run~3`,
    elsewhere: `other-host~${deadPid}~run~4`,
    "elsewhere, long ago": `other-host~${deadPid}~run~5`,
  };
  await using directory = await TemporaryDirectory.create(
    Object.fromEntries(Object.values(names).map((name) => [`${name}/file`, "x"])),
  );
  await utimes(join(directory.path, names["elsewhere, long ago"]), 0, 0);
  await new Scratch(directory.path).prepare();
  expect((await readdir(directory.path)).toSorted()).toEqual([names.alive, names.elsewhere].toSorted());
});

test("keeps what this program makes", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const scratch = new Scratch(directory.path);
  await scratch.writeFile(scratch.claim(), "half a model");
  await scratch.prepare();
  expect(await readdir(directory.path)).toHaveLength(1);
});
