import { getEventListeners } from "node:events";
import { test } from "vitest";
import { wait } from "./wait.ts";

test("it ends at once when it is told to", async ({ expect }) => {
  const leaving = new AbortController();
  const waited = wait(60_000, leaving.signal);
  leaving.abort();
  await expect(waited).resolves.toBeUndefined();
  await expect(wait(60_000, leaving.signal)).resolves.toBeUndefined();
});

test("it leaves nothing behind", async ({ expect }) => {
  const { signal } = new AbortController();
  await wait(1, signal);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
