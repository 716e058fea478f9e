import { test } from "vitest";
import { createProgram } from "../program.ts";
import type { CompletionNames } from "./completion-names.ts";
import { completions } from "./completions.ts";

const names: CompletionNames = {
  served: () => Promise.resolve(["iris", "topic"]),
  registered: () => Promise.resolve(["iris", "abalone"]),
  aliases: (name) => Promise.resolve([`best-${name}`]),
  versions: (name) => Promise.resolve([`${name.length}`]),
  uris: () => Promise.resolve(["models:/iris@champion"]),
  settings: () => Promise.resolve([{ value: "--port", description: "port to listen on" }]),
};

async function complete(...words: readonly string[]): Promise<"files" | readonly string[]> {
  const found = await completions(createProgram({}), words, names);
  return found === "files" ? found : found.map(({ value }) => value);
}

test.for([
  [["pre"], ["predict"]],
  [
    ["models", "d"],
    ["download", "diff"],
  ],
  [
    ["models", ""],
    ["serve", "list", "download", "push", "compile", "promote", "diff"],
  ],
  [
    ["reload", ""],
    ["iris", "topic"],
  ],
  [["reload", "to"], ["topic"]],
  [["reload", "iris", ""], []],
  [["status", "--tok"], ["--token"]],
  [["status", "--json", "--js"], []],
  [["status", "--url", ""], []],
  [["reload", "--url", "http://x", "i"], ["iris"]],
  [["reload", "--url=http://x", "i"], ["iris"]],
  [["predict", "iris", "--version", ""], ["4"]],
  [["predict", "catdog", "--file", "x"], "files"],
  [["predict", "catdog", "--file=x"], "files"],
  [["models", "download", "-m", "models:/"], ["models:/iris@champion"]],
  [["models", "download", "--model-uri=models:/"], ["--model-uri=models:/iris@champion"]],
  [["models", "promote", "iris", "--to", ""], ["best-iris"]],
  [["models", "diff", "iris", ""], ["4"]],
  [["models", "diff", "iris", "4", ""], ["4"]],
  [["models", "push", "-n", "a"], ["abalone"]],
  [["models", "push", "--stage", "P"], ["Production"]],
  [["models", "push", ""], "files"],
  [["models", "serve", "--env-manager", "u"], ["uv"]],
  [["serve", "--po"], ["--port"]],
  [
    ["completion", ""],
    ["bash", "zsh", "fish"],
  ],
  [["config", "check", ""], "files"],
  [["predict", "--", "--i"], []],
] as const)("after %j come %j", async ([words, expected], { expect }) => {
  expect(await complete(...words)).toEqual(expected);
});

test("commands and options come with what they do", async ({ expect }) => {
  const [status] = await completions(createProgram({}), ["status"], names);
  expect(status).toEqual({ value: "status", description: "list the served models and their state" });
});
