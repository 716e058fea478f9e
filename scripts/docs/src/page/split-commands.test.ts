import { describe, expect, test } from "vitest";
import { splitCommands } from "./split-commands.ts";

describe("splitCommands", () => {
  test.for([
    ["one command", "npm start", [["npm start", undefined]]],
    ["what a command prints", "echo a\n# a", [["echo a", "a"]]],
    ["several lines of output", "seq 2\n# 1\n# 2", [["seq 2", "1\n2"]]],
    [
      "a comment for the reader",
      "# first\n\necho a\n\n# then\necho b",
      [
        ["echo a", undefined],
        ["echo b", undefined],
      ],
    ],
    [
      "a comment behind a command",
      "echo a   # it's a letter\necho b",
      [
        ["echo a   # it's a letter", undefined],
        ["echo b", undefined],
      ],
    ],
    ["a continued line", "curl \\\n  -d 1\n# 2", [["curl \\\n  -d 1", "2"]]],
    ["a pipe over lines", "echo a |\n  cat &&\n  true\n# a", [["echo a |\n  cat &&\n  true", "a"]]],
    ["a quote over lines", "echo 'a\n# b'\n# a", [["echo 'a\n# b'", "a"]]],
    [
      "a quote in a quote",
      `echo "it's"\necho b`,
      [
        [`echo "it's"`, undefined],
        ["echo b", undefined],
      ],
    ],
    ["a here-document", "cat <<'END'\n# it's\nEND\n# a", [["cat <<'END'\n# it's\nEND", "a"]]],
  ] as const)("takes %s apart", ([, block, commands]) => {
    expect(splitCommands(block).map(({ text, expected }) => [text, expected])).toEqual(commands);
  });

  test("says in which line a command stands", () => {
    expect(splitCommands("# a\n\necho b\n# b\necho c").map(({ offset }) => offset)).toEqual([2, 4]);
  });
});
