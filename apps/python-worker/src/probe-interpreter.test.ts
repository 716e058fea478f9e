import { test } from "vitest";
import { probeInterpreter } from "./probe-interpreter.ts";

const signal = AbortSignal.timeout(20_000);

test("an interpreter that is not there: says what to do", async ({ expect }) => {
  await expect(probeInterpreter("/nowhere/python", {}, signal)).rejects.toMatchObject({
    code: "load_failed",
    message: expect.stringMatching(
      /\/nowhere\/python cannot be started: there is none; set SWITCHYARD_PYTHON/,
    ),
  });
});

test("a program that is no interpreter: says how it ended", async ({ expect }) => {
  await expect(probeInterpreter(process.execPath, {}, signal)).rejects.toMatchObject({
    code: "load_failed",
    message: expect.stringContaining("ended with 9"),
  });
});
