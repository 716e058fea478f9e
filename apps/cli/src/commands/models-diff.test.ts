import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { createSampleCache } from "../testing/sample-cache.ts";

const row = { sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 };
const setosa = { dataframe_records: [row] };

test("a version is like itself: exit code 0", async ({ expect }) => {
  await using cache = await createSampleCache();
  const { code, stdout } = await runCommand(["models", "diff", "iris", "2", "2"], cache.env);
  expect(stdout).toBe("iris: 2 in place of 2\nsignature: same\nanswers: 0 of 1 differ\n");
  expect(code).toBe(0);
});

test("two versions that answer otherwise: exit code 1, and where", async ({ expect }) => {
  await using cache = await createSampleCache();
  const { code, stdout } = await runCommand(["models", "diff", "iris", "1", "2"], cache.env);
  expect(stdout).toContain('the input example of 1: predictions[1]: "versicolor" instead of "virginica"');
  expect(code).toBe(1);
});

test("asks what stands in a file, and prints JSON", async ({ expect }) => {
  await using cache = await createSampleCache();
  const requests = join(cache.path, "requests.jsonl");
  const lines = [
    { body: setosa },
    { body: row, operation: "predict" },
    { body: setosa, expected: { predictions: ["rose"] } },
  ];
  await writeFile(requests, lines.map((line) => JSON.stringify(line)).join("\n"));
  const command = ["models", "diff", "iris", "1", "1", "--requests", requests, "--json"];
  const { code, stdout } = await runCommand(command, cache.env);
  expect(JSON.parse(stdout)).toEqual({
    name: "iris",
    versions: ["1", "1"],
    signature: { verdict: "same", reasons: [] },
    requests: 3,
    differences: [{ request: `${requests}:3`, path: "predictions[0]", found: "setosa", expected: "rose" }],
  });
  expect(code).toBe(1);
});

test("numbers may differ by the tolerance", async ({ expect }) => {
  await using cache = await createSampleCache();
  const requests = join(cache.path, "requests.jsonl");
  await writeFile(requests, JSON.stringify({ body: row, operation: "predict" }));
  const command = ["models", "diff", "iris", "1", "2", "--requests", requests];
  const strict = await runCommand([...command, "--tolerance", "0"], cache.env);
  expect(strict.stdout).toContain("answers: 1 of 1 differ");
  const lenient = await runCommand([...command, "--tolerance", "1"], cache.env);
  expect(lenient).toMatchObject({ code: 0, stdout: expect.stringContaining("answers: 0 of 1 differ") });
});

test.for([
  [["iris", "1", "9"], "iris has no version 9"],
  [["nobody", "1", "2"], "no registered model nobody"],
  [["iris", "1", "2", "--requests", "/nowhere/requests.jsonl"], "/nowhere/requests.jsonl cannot be read"],
] as const)("what cannot be compared is exit code 2: %j", async ([args, reason], { expect }) => {
  await using cache = await createSampleCache();
  const { code, stdout, stderr } = await runCommand(["models", "diff", ...args], cache.env);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(reason);
});
