import type { Logger, ModelVersion } from "@switchyard/core";
import { test } from "vitest";
import { servingLog } from "./serving-log.ts";

const version = (number: string): ModelVersion => ({
  name: "iris",
  version: number,
  source: `/models/${number}`,
  registeredName: "iris",
  alias: undefined,
  aliases: [],
  stage: undefined,
  runId: undefined,
  status: "READY",
});

test("tells why a version fails once, until it is ready or the reason is another", ({ expect }) => {
  const lines: string[] = [];
  const write: Logger["warn"] = (message, fields) =>
    void lines.push(`${message} ${String(fields?.["reason"])}`);
  const events = servingLog({ debug: () => undefined, info: () => undefined, warn: write, error: write });
  const fail = (number: string, message: string): void =>
    events.modelStateChanged(version(number), "failed", { code: "load_failed", message });
  for (const reason of ["disk full", "disk full", "no session"]) fail("1", reason);
  fail("2", "no session");
  events.modelStateChanged(version("2"), "ready", undefined);
  fail("2", "no session");
  expect(lines).toEqual([
    "model failed to load disk full",
    "model failed to load no session",
    "model failed to load no session",
    "model failed to load no session",
  ]);
});

test("tells each step of a load once, and how far it has come only to who looks closely", ({ expect }) => {
  const lines: string[] = [];
  const log: Logger = { debug: () => undefined, info: write, warn: write, error: write };
  function write(message: string, fields?: Readonly<Record<string, unknown>>): void {
    const step = fields?.["step"];
    lines.push(typeof step === "string" ? step : message);
  }
  const events = servingLog(log);
  const load = (): void => {
    for (const step of ["loading", "comparing 1 of 20", "comparing 2 of 20", "comparing 12 of 20", "ending"])
      events.modelPrepared(version("1"), step);
    events.modelStateChanged(version("1"), "ready", undefined);
  };
  load();
  load();
  const once = ["loading", "comparing 1 of 20", "ending", "model ready"];
  expect(lines).toEqual([...once, ...once]);
});
