import { test } from "vitest";
import { loadConfig } from "@switchyard/gateway";
import type { Check, DoctorContext } from "./doctor-context.ts";
import { ok } from "./finding.ts";
import { runChecks } from "./run-checks.ts";

const context: DoctorContext = {
  env: {},
  config: loadConfig({ args: [], env: {} }),
  hasOwnRegistry: false,
  cacheDirectory: "/tmp",
  url: "http://127.0.0.1:9",
  isUrlGiven: false,
  registry: () => Promise.reject(new Error("none")),
};

const run = async (...checks: readonly Check[]): ReturnType<typeof runChecks> =>
  await runChecks(checks, context, new AbortController().signal);

test("tells what all checks say, in their order", async ({ expect }) => {
  const first: Check = { name: "first", run: async () => await Promise.resolve([ok("a"), ok("b")]) };
  const second: Check = { name: "second", run: () => [ok("c")] };
  expect(await run(first, second)).toEqual([
    { check: "first", state: "ok", message: "a" },
    { check: "first", state: "ok", message: "b" },
    { check: "second", state: "ok", message: "c" },
  ]);
});

test("what a check throws is a failure, with advice", async ({ expect }) => {
  const check: Check = {
    name: "broken",
    run: () => Promise.reject(new Error("no route")),
    advice: "Lay a cable.",
  };
  expect(await run(check)).toEqual([
    { check: "broken", state: "failed", message: "no route", advice: "Lay a cable." },
  ]);
});

test("a check that never ends is given up, and its signal says so", async ({ expect }) => {
  let heard = false;
  const { promise } = Promise.withResolvers<never>();
  const check: Check = {
    name: "endless",
    timeoutMs: 20,
    run: async (_context, signal) => {
      signal.addEventListener("abort", () => (heard = true));
      return await promise;
    },
  };
  expect(await run(check)).toMatchObject([
    { state: "failed", message: "not known: it took longer than 0.02 s" },
  ]);
  expect(heard).toBe(true);
});
