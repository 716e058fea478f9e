import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { readRequirements, type Requirements } from "./read-requirements.ts";

async function readFrom(files: Readonly<Record<string, string>>): Promise<Requirements> {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory.path, name), text);
  return await readRequirements(directory.path);
}

const environment =
  "python: 3.11.7\nbuild_dependencies:\n- pip==23.2.1\ndependencies:\n- -r requirements.txt\n";

test.for([
  ["mlflow==3.17.2\nxgboost==3.0\n", environment, { text: "mlflow==3.17.2\nxgboost==3.0\n", python: "3.11" }],
  ["mlflow-skinny\n", 'python: "3.12"\n', { text: "mlflow-skinny\n", python: "3.12" }],
  ["scikit-learn==1.9.1", undefined, { text: "scikit-learn==1.9.1\nmlflow\n", python: undefined }],
] as const)("reads %j and %j", async ([requirements, python, expected], { expect }) => {
  const files = {
    "requirements.txt": requirements,
    ...(python === undefined ? {} : { "python_env.yaml": python }),
  };
  expect(await readFrom(files)).toEqual(expected);
});

test("says that there are none", async ({ expect }) => {
  await expect(readFrom({ "python_env.yaml": environment })).rejects.toMatchObject({
    code: "load_failed",
    message: expect.stringContaining("requirements.txt"),
  });
});
