import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { ownName } from "./owner.ts";
import { Scratch } from "./scratch.ts";

/** Above the largest process id that Linux gives. */
const deadPid = 4_194_305;
const [host, , birth] = ownName().split("~");

test("clears what ended programs left, and nothing that may still be written", async ({ expect }) => {
  const names = {
    dead: `${host}~${deadPid}~1~run~1`,
    "same id, earlier run": `${host}~${process.pid}~${birth}~run~2`,
    "same id, earlier process": `${host}~${process.ppid}~1~run~3`,
    ours: `${ownName()}~4`,
    elsewhere: `other-host~${deadPid}~1~run~5`,
    "elsewhere, long ago": `other-host~${deadPid}~1~run~6`,
  };
  await using directory = await TemporaryDirectory.create(
    Object.fromEntries(Object.values(names).map((name) => [`${name}/file`, "x"])),
  );
  await utimes(join(directory.path, names["elsewhere, long ago"]), 0, 0);
  await new Scratch(directory.path).prepare();
  expect((await readdir(directory.path)).toSorted()).toEqual([names.ours, names.elsewhere].toSorted());
});

test("keeps what this program makes", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const scratch = new Scratch(directory.path);
  await scratch.writeFile(scratch.claim(), "half a model");
  await scratch.prepare();
  expect(await readdir(directory.path)).toHaveLength(1);
});
