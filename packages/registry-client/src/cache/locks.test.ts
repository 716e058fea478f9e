import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { Locks } from "./locks.ts";
import { ownName } from "./owner.ts";
import { Scratch } from "./scratch.ts";

const { signal } = new AbortController();
const [host = ""] = ownName().split("~");

async function locksIn({ path }: TemporaryDirectory): Promise<Locks> {
  const scratch = new Scratch(join(path, "tmp"));
  await scratch.prepare();
  const locks = new Locks(join(path, "locks"), scratch);
  await locks.prepare();
  return locks;
}

test("one has it at a time, and who waited knows it", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const locks = await locksIn(directory);
  const first = await locks.take("a", signal);
  const second = locks.take("a", signal);
  using elsewhere = await locks.take("b", signal);
  expect([first.waited, elsewhere.waited]).toEqual([false, false]);
  first[Symbol.dispose]();
  using taken = await second;
  expect(taken.waited).toBe(true);
});

test("whose caller gives up stops waiting", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const locks = await locksIn(directory);
  using _ = await locks.take("a", signal);
  const abort = new AbortController();
  const waiting = locks.take("a", abort.signal);
  abort.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow();
});

test.for([`${host}~4194305~1~run`, `${host}~${process.pid}~1~run`] as const)(
  "one that %s left is taken over by one of those who want it",
  async (owner, { expect }) => {
    await using directory = await TemporaryDirectory.create({ "locks/a": owner });
    const locks = await locksIn(directory);
    using lock = await locks.take("a", signal);
    expect(lock.waited).toBe(true);
    expect(await readdir(join(directory.path, "tmp"))).toEqual([]);
  },
);
