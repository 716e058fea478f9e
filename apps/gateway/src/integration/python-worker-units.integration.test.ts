import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { test } from "vitest";
import { pythonPath } from "./python-worker-models.ts";
import { installTestbed } from "./testbed.ts";

test("the Python worker's own tests pass", async ({ expect }) => {
  const python = await installTestbed();
  const { stderr } = await promisify(execFile)(
    python,
    ["-B", "-m", "unittest", "discover", "-s", join(pythonPath, "tests")],
    { env: { PYTHONPATH: pythonPath } },
  );
  expect(stderr).toMatch(/Ran \d+ tests[^]*OK/);
});
