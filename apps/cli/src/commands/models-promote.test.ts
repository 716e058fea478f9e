import { test } from "vitest";
import { runCommand } from "../testing/run-command.ts";

test.for([
  [[], 2, "either --version <number> or --from <alias>"],
  [["--version", "1", "--from", "previous"], 2, "either --version <number> or --from <alias>"],
  [["--version", "9"], 1, "iris has no version 9; it has 2, 1"],
  [["--from", "nobody"], 1, "iris has no alias nobody"],
  [["--version", "1"], 1, "only read; set champion of iris to 1 there"],
  [["--from", "previous"], 1, "only read; set champion of iris to 1 there"],
  [
    ["--version", "1", "--wait", "--url", "http://127.0.0.1:9"],
    1,
    "no gateway answers at http://127.0.0.1:9",
  ],
] as const)(
  "a registry that is a database keeps its aliases, and says why: %j",
  async ([args, expected, reason], { expect }) => {
    const { code, stdout, stderr } = await runCommand([
      "models",
      "promote",
      "iris",
      "--to",
      "champion",
      ...args,
    ]);
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain(reason);
  },
);
