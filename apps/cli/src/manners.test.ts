import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Command } from "commander";
import { test } from "vitest";
import { createProgram } from "./program.ts";
import { main, runCommand } from "./testing/run-command.ts";

const nowhere = ["--url", "http://127.0.0.1:9"] as const;

test.for([
  [["statsu"], 2, "usage", "unknown command 'statsu' (Did you mean status?)"],
  [["models", "lsit"], 2, "usage", "unknown command 'lsit' (Did you mean list?)"],
  [["status", "--tokn", "x"], 2, "usage", "unknown option '--tokn' (Did you mean --token?)"],
  [["predict"], 2, "usage", "missing required argument 'model'"],
  [["status", "more"], 2, "usage", "too many arguments"],
  [["status", "--url", "nonsense"], 2, "usage", "Expected an address such as http://127.0.0.1:8080"],
  [
    ["models", "list", "--tracking-uri", "nonsense://x"],
    2,
    "invalid_configuration",
    "no registry can be read",
  ],
  [["models", "download", "-m", "models:/iris@"], 1, "invalid_request", "models:/iris@"],
  [["models", "download", "-m", "models:/nobody/1"], 1, "model_not_found", "no registered model nobody"],
  [["status", ...nowhere], 1, "gateway_unreachable", "no gateway answers at http://127.0.0.1:9"],
  [
    ["predict", "catdog", "--file", "/nowhere/cat.jpg", ...nowhere],
    1,
    "file",
    "/nowhere/cat.jpg: there is no",
  ],
] as const)(
  "%j ends with %i, for people and for programs",
  async ([args, code, word, reason], { expect }) => {
    const [said, json] = await Promise.all([runCommand(args), runCommand([...args, "--json"])]);
    expect(said).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(reason) });
    expect(json).toMatchObject({ code, stdout: "" });
    expect(JSON.parse(json.stderr.split("\n").at(-2) ?? "")).toEqual({
      error: { code: word, message: expect.stringContaining(reason), ...hintOf(said.stderr) },
    });
  },
);

/** The line that says what to do, where there is one. */
function hintOf(stderr: string): object {
  const hint = /\n {2}(\S.*)\n$/.exec(stderr)?.[1];
  return hint === undefined ? {} : { hint };
}

test.for([
  [["reload"], "switchyard reload --help"],
  [["models", "diff", "iris"], "switchyard models diff --help"],
] as const)("%j says where the help is", async ([args, help], { expect }) => {
  expect((await runCommand(args)).stderr).toContain(`See \`${help}\`.`);
});

test("a group of commands asks which one", async ({ expect }) => {
  const { code, stderr } = await runCommand(["models"]);
  expect(stderr).toMatch(/Usage: switchyard models[^]*switchyard: which command\?\n/);
  expect(code).toBe(2);
});

test("says its version", async ({ expect }) => {
  expect(await runCommand(["--version"])).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^switchyard \d+\.\d+\.\d+\n$/),
    stderr: "",
  });
});

test.for([
  [{}, false],
  [{ FORCE_COLOR: "1" }, true],
  [{ FORCE_COLOR: "0" }, false],
  [{ NO_COLOR: "1" }, false],
] as const)("colours with %j: %s", async ([env, isColoured], { expect }) => {
  const { stdout } = await runCommand(["models", "list"], env);
  expect(stdout.includes("\u001B[")).toBe(isColoured);
});

test("ends without a word when its reader has gone", async ({ expect }) => {
  const command = `set -o pipefail; "${process.execPath}" --conditions=source "${main}" models list --json | true`;
  const ended = promisify(execFile)("bash", ["-c", command]);
  await expect(ended).rejects.toMatchObject({ code: 141, stdout: "", stderr: "" });
});

test("every command explains itself by an example", ({ expect }) => {
  const lacking = commandsOf(createProgram({})).filter((command) => !helpOf(command).includes("Example"));
  // Their help is the gateway's.
  expect(lacking.map((command) => command.name())).toEqual(["serve", "model-server"]);
});

/** The commands that have no others below them. */
function commandsOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(commandsOf);
}

function helpOf(command: Command): string {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
}
