import { join } from "node:path";
import { test } from "vitest";
import { run } from "./compile-models.ts";
import { installFlavors } from "./flavors.ts";
import { pythonPath } from "./python-worker-models.ts";

test("the converting program's own tests pass", async ({ expect }) => {
  const tests = ["discover", "-s", join(pythonPath, "tests"), "-p", "test_compile_*.py"];
  const args = ["-B", "-W", "ignore", "-m", "unittest", ...tests];
  const { code, stderr } = await run(await installFlavors(), args, { PYTHONPATH: pythonPath });
  expect(stderr).toMatch(/Ran \d\d+ tests[^]*OK/);
  expect(code).toBe(0);
});
