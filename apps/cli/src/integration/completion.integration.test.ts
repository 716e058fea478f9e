import { execFile } from "node:child_process";
import { chmod, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, test } from "vitest";

const run = promisify(execFile);
const program = join(import.meta.dirname, "../../dist/main.js");
const install = join(import.meta.dirname, "../../../../scripts/testbed/install-shells.sh");

let room: Awaited<ReturnType<typeof mkdtempDisposable>>;

/** What shells find under the program's name: they ask it for completions, and it only tells what else they run. */
const launcher = `#!/bin/sh
case $1 in
  __complete | completion) exec "${process.execPath}" "${program}" "$@" ;;
  *) echo "RAN: $*." ;;
esac
`;

beforeAll(async () => {
  await run("bash", [install]);
  room = await mkdtempDisposable(join(tmpdir(), "switchyard-shells-"));
  const path = join(room.path, "switchyard");
  await writeFile(path, launcher);
  await chmod(path, 0o755);
});

afterAll(async () => await room.remove());

async function inShell(shell: string, script: string): Promise<string> {
  const env = {
    ...process.env,
    HOME: room.path,
    PATH: `${room.path}:${process.env["PATH"]}`,
    INPUTRC: "/dev/null",
    SWITCHYARD_URL: "http://127.0.0.1:9",
    TERM: "xterm",
  };
  return (await run(shell, ["-c", script], { env, timeout: 20_000, killSignal: "SIGKILL" })).stdout;
}

test.for([
  ["switchyard rol", ["rollback\tserve the version before, until the registry points elsewhere"]],
  ["switchyard reload ab", ["abalone"]],
  ["switchyard models serve -m models:/iris@ch", ["models:/iris@champion"]],
  ["switchyard models push --stage P", ["Production"]],
] as const)("fish offers, after %s, %j", async ([line, expected], { expect }) => {
  const stdout = await inShell("fish", `switchyard completion fish | source; complete -C '${line}'`);
  expect(stdout.trim().split("\n")).toEqual(expected);
});

test("fish offers files where a file is wanted", async ({ expect }) => {
  const line = "switchyard config check /etc/host";
  const stdout = await inShell("fish", `switchyard completion fish | source; complete -C '${line}'`);
  expect(stdout).toContain("/etc/hosts");
});

const terminals = {
  zsh: { start: "zsh -f -i", setUp: 'autoload -Uz compinit; compinit -u -d "$HOME/dump"' },
  bash: { start: "bash --norc -i", setUp: "set +o history" },
} as const;

/** Types a line, the tab key and enter into a shell at a terminal, and gives the command that ran. */
async function typed(shell: keyof typeof terminals, line: string): Promise<string | undefined> {
  const { start, setUp } = terminals[shell];
  const ready = `PS1='READY> '; ${setUp}; source <(switchyard completion ${shell}); echo COMP''LETES`;
  const stdout = await inShell(
    "zsh",
    `zmodload zsh/zpty
zpty shell ${start}
zpty -w shell ${quoted(ready)}
zpty -r -m shell all '*COMPLETES*READY>*'
zpty -w shell ${quoted(line)}$'\\t'
zpty -r -m shell all '*RAN: *.*'
print -r -- "$all"
zpty -d shell`,
  );
  return /RAN: (.*)\./.exec(stdout)?.[1];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

test.for([
  ["zsh", "switchyard rol", "rollback"],
  ["zsh", "switchyard reload ab", "reload abalone"],
  ["zsh", "switchyard models serve -m models:/iris@ch", "models serve -m models:/iris@champion"],
  ["bash", "switchyard rol", "rollback"],
  ["bash", "switchyard reload ab", "reload abalone"],
  ["bash", "switchyard models serve -m models:/iris@ch", "models serve -m models:/iris@champion"],
  ["bash", "switchyard config check /etc/hostn", "config check /etc/hostname"],
] as const)("%s makes of %s: %s", async ([shell, line, expected], { expect }) => {
  expect(await typed(shell, line)).toBe(expected);
});
