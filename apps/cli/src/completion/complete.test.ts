import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { test } from "vitest";
import { main, runCommand } from "../testing/run-command.ts";

const nowhere = { SWITCHYARD_URL: "http://127.0.0.1:9" };

const sorted = (text: string): readonly string[] => text.split("\n").toSorted();

test.for([
  [["bash", ":=", "switchyard mod"], "models\nmodel-server\n"],
  [["bash", ":=", "switchyard reload ir"], "iris\n"],
  [["bash", ":=", "switchyard models serve -m models:/iris@ch"], "/iris@champion\n"],
  [["bash", ":=@", "switchyard models serve -m models:/iris@ch"], "@champion\n"],
  [["bash", "", "switchyard models serve -m models:/iris@ch"], "models:/iris@champion\n"],
  [["zsh", "models", "serve", "-m", "models:/iris@ch"], "models\\:/iris@champion\n"],
  [["zsh", "rollb"], "rollback:serve the version before, until the registry points elsewhere\n"],
  [["fish", "rollb"], "rollback\tserve the version before, until the registry points elsewhere\n"],
  [["fish", "predict", "catdog", "--file", ""], ":files\n"],
  [["fish", "nonsense", ""], ""],
] as const)("%j", async ([args, expected], { expect }) => {
  const { code, stdout, stderr } = await runCommand(["__complete", ...args], nowhere);
  expect(sorted(stdout)).toEqual(sorted(expected));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("says nothing where neither gateway nor registry answer", async ({ expect }) => {
  const env = { ...nowhere, MLFLOW_TRACKING_URI: "http://127.0.0.1:9" };
  expect(await runCommand(["__complete", "fish", "reload", ""], env)).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
});

/** What bash would offer where the cursor stands behind a line. */
async function inBash(line: string, words: readonly string[]): Promise<readonly string[]> {
  const program = `switchyard() { "${process.execPath}" --conditions=source "${main}" "$@"; }`;
  const quoted = words.map((word) => `'${word}'`).join(" ");
  const script = `${program}
source <(switchyard completion bash)
COMP_LINE='${line}' COMP_POINT=${line.length} COMP_WORDS=(${quoted}) COMP_CWORD=${words.length - 1}
$(complete -p switchyard | sed 's/.*-F \\([^ ]*\\).*/\\1/')
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await promisify(execFile)("bash", ["-c", script], {
    env: { ...process.env, ...nowhere },
    cwd: join(import.meta.dirname, "../../completion"),
  });
  return stdout.trim().split("\n").toSorted();
}

test.for([
  ["switchyard roll", ["switchyard", "roll"], ["rollback"]],
  ["switchyard reload a", ["switchyard", "reload", "a"], ["abalone"]],
  [
    "switchyard models serve -m models:/iris@",
    ["switchyard", "models", "serve", "-m", "models", ":", "/iris", "@"],
    ["@champion", "@previous"],
  ],
  [
    "switchyard config check sw",
    ["switchyard", "config", "check", "sw"],
    ["switchyard.bash", "switchyard.fish", "switchyard.zsh"],
  ],
] as const)("bash: %s", async ([line, words, expected], { expect }) => {
  expect(await inBash(line, words)).toEqual(expected);
});
