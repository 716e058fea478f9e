import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { test } from "vitest";
import { createProgram } from "./program.ts";

const page = readFileSync(new URL("../../../docs/cli.md", import.meta.url), "utf8");

/** What many commands take is told once. */
const shared = ["--url", "--token", "--json", "--quiet", "--tracking-uri"];

interface Documented {
  readonly usage: string;
  readonly options: readonly string[];
}

/** Each row of the tables of commands: what stands first, and the options in the last column. */
const documented: readonly Documented[] = [...page.matchAll(/^\| `([a-z][^`]*)` .*\|([^|]*)\|$/gm)].map(
  ([, usage = "", options = ""]) => ({ usage, options: options.match(/--[a-z-]+/g) ?? [] }),
);

function commandsOf(command: Command, path: readonly string[] = []): readonly Documented[] {
  if (command.commands.length > 0)
    return command.commands.flatMap((each) => commandsOf(each, [...path, each.name()]));
  const options = command.options.map(({ long }) => long ?? "").filter((long) => !shared.includes(long));
  const operands = command.registeredArguments.map((each) => {
    const name = `${each.name()}${each.variadic ? "..." : ""}`;
    return each.required ? `<${name}>` : `[${name}]`;
  });
  return [{ usage: [...path, ...operands].join(" "), options }];
}

const commands = commandsOf(createProgram({}));

test("docs/cli.md tells of every command, and of no other", ({ expect }) => {
  const usages = documented.map(({ usage }) => usage);
  expect(usages.toSorted()).toEqual(commands.map(({ usage }) => usage).toSorted());
});

test.for(commands.map((command) => [command.usage, command] as const))(
  "docs/cli.md tells the options of %s",
  ([usage, { options }], { expect }) => {
    const told = documented.find((each) => each.usage === usage)?.options ?? [];
    expect(told.toSorted()).toEqual(options.toSorted());
  },
);

test.for(shared)("docs/cli.md tells of %s", (option, { expect }) => {
  expect(page).toContain(`\`${option}\``);
});
