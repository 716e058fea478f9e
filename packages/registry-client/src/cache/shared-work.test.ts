import { test } from "vitest";
import { SharedWork } from "./shared-work.ts";

const { signal } = new AbortController();

test("does the work once for all who wait, and anew for who comes later", async ({ expect }) => {
  let runs = 0;
  const work = new SharedWork<number, never>(() => Promise.resolve((runs += 1)));
  expect(await Promise.all([work.join("a", { signal }), work.join("a", { signal })])).toEqual([1, 1]);
  expect(await work.join("a", { signal })).toBe(2);
});

test("goes on while one still waits, and is aborted when nobody does", async ({ expect }) => {
  const gate = Promise.withResolvers<string>();
  let inner: AbortSignal | undefined;
  const work = new SharedWork<string, never>((_key, given) => {
    inner = given;
    return gate.promise;
  });
  const [one, other] = [new AbortController(), new AbortController()];
  const waiting = [work.join("a", { signal: one.signal }), work.join("a", { signal: other.signal })];
  one.abort(new Error("one left"));
  await expect(waiting[0]).rejects.toThrow("one left");
  expect(inner?.aborted).toBe(false);
  other.abort(new Error("other left"));
  await expect(waiting[1]).rejects.toThrow("other left");
  expect(inner?.aborted).toBe(true);
});

test("tells its progress to all who wait", async ({ expect }) => {
  const gate = Promise.withResolvers<void>();
  const work = new SharedWork<void, number>(async (_key, _signal, tell) => {
    await gate.promise;
    tell(7);
  });
  const heard: string[] = [];
  const waiting = ["a", "b"].map((who) =>
    work.join("key", { signal, onProgress: (progress) => heard.push(`${who} ${progress}`) }),
  );
  gate.resolve();
  await Promise.all(waiting);
  expect(heard).toEqual(["a 7", "b 7"]);
});
