import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { runCommand, type Finished } from "../testing/run-command.ts";
import { createSampleCache } from "../testing/sample-cache.ts";

async function check(text: string, ...flags: readonly string[]): Promise<Finished & { file: string }> {
  await using room = await createSampleCache();
  const file = join(room.path, "switchyard.yaml");
  await writeFile(file, text);
  return { ...(await runCommand(["config", "check", file, ...flags], { SWITCHYARD_PORT: "9090" })), file };
}

test.for([
  ["", "every model with the alias champion, served at 127.0.0.1:9090"],
  ["models: { iris: models:/iris/1 }", "1 named model, served at"],
  ["discover: { stage: Production }", "every model with a version in stage Production, served at"],
  [
    "{ models: { a: x, b: y }, discover: { alias: best } }",
    "2 named models and every model with the alias best,",
  ],
] as const)("a configuration that is right: %j", async ([text, summary], { expect }) => {
  const { code, stdout } = await check(text);
  expect(stdout).toContain(`the configuration is valid: ${summary}`);
  expect(code).toBe(0);
});

test("all faults at once, one a line: exit code 2", async ({ expect }) => {
  const { code, stdout } = await check("server: { prot: 1 }\nmodels: { iris: {} }\nlog: { level: loud }\n");
  expect(stdout.trim().split("\n")).toEqual([
    "server.prot: there is no such key; did you mean port?",
    expect.stringContaining("models.iris.uri: "),
    expect.stringContaining("log.level: "),
  ]);
  expect(code).toBe(2);
});

test("the same as JSON", async ({ expect }) => {
  expect(JSON.parse((await check("", "--json")).stdout)).toEqual({ valid: true, faults: [] });
  const { code, stdout } = await check("server: { prot: 1 }", "--json");
  const fault = { path: "server.prot", message: "there is no such key; did you mean port?" };
  expect(JSON.parse(stdout)).toEqual({ valid: false, faults: [fault] });
  expect(code).toBe(2);
});

test("a file that is no YAML is a fault, too", async ({ expect }) => {
  const { code, stdout, file } = await check("server: [", "--json");
  expect(JSON.parse(stdout).faults).toEqual([{ path: "", message: expect.stringContaining(file) }]);
  expect(code).toBe(2);
});

test("prints the JSON Schema of the file", async ({ expect }) => {
  const { code, stdout } = await runCommand(["config", "schema"]);
  expect(JSON.parse(stdout)).toMatchObject({ title: "switchyard.yaml", properties: { server: {} } });
  expect(code).toBe(0);
});
