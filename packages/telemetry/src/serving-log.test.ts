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
