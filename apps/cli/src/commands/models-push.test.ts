import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { createSampleCache } from "../testing/sample-cache.ts";

const nowhere = "http://127.0.0.1:9";

test.for([
  [["--tracking-uri", nowhere], 2, "which model? Give its directory and --name, or --samples"],
  [[".", "--tracking-uri", nowhere], 2, "which model?"],
  [[".", "-n", "iris", "--samples"], 2, "give either a directory, or --samples"],
  [["--samples", "--alias", "champion"], 2, "names, aliases and stages of their own"],
  [
    ["--samples", "irsi", "--tracking-uri", nowhere],
    1,
    "no sample model irsi; there are abalone, catdog, iris,",
  ],
  [["--samples"], 2, "an MLflow server, and none is configured; give --tracking-uri"],
  [["--samples", "--tracking-uri", "sqlite:///mlflow.db"], 2, "sqlite:///mlflow.db is only read"],
  [
    ["--samples", "--tracking-uri", "postgresql://ann:secret@db/mlflow"],
    2,
    "postgresql://db/mlflow is only read",
  ],
  [[".", "-n", "iris", "--tracking-uri", "./mlruns"], 2, "./mlruns is only read"],
  [["--stage", "Live"], 2, "Allowed choices are None, Staging, Production, Archived"],
  [["--tag", "champion"], 2, "expected key=value"],
] as const)("push %j ends with %i, and says: %s", async ([args, code, reason], { expect }) => {
  await using cache = await createSampleCache();
  const finished = await runCommand(["models", "push", ...args], cache.env);
  expect(finished).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(reason) });
});

test("says that a directory holds no model, before it asks the server", async ({ expect }) => {
  await using cache = await createSampleCache();
  const directory = join(cache.path, "empty");
  await mkdir(directory);
  await writeFile(join(directory, "notes.txt"), "mine");
  const args = ["models", "push", directory, "-n", "iris", "--tracking-uri", nowhere];
  const { code, stderr } = await runCommand(args, cache.env);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining("there is no MLmodel file at"),
  });
});
