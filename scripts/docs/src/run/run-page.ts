import type { Block } from "../page/block.ts";
import { matchesOutput } from "../page/matches-output.ts";
import type { Page } from "../page/page.ts";
import { splitCommands } from "../page/split-commands.ts";
import type { PageShell } from "./page-shell.ts";

/** A command and where it stands. */
interface Step {
  readonly place: string;
  readonly text: string;
  readonly expected?: string | undefined;
  readonly block: Block;
}

/** Runs the blocks of a page in order; tells each command that does not do what the page says. */
export async function runPage(page: Page, shell: PageShell): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const block of page.blocks.filter(({ attributes }) => attributes["run"] !== "no")) {
    const { file } = block.attributes;
    if (file !== undefined) await shell.write(file, `${block.text}\n`);
    for (const step of await stepsOf(page, block, shell)) {
      const fault = await faultOf(step, shell);
      if (fault !== undefined) faults.push(`${step.place}: ${step.text}\n${fault}`);
    }
  }
  return faults;
}

async function stepsOf({ path }: Page, block: Block, shell: PageShell): Promise<readonly Step[]> {
  const line = block.line + 1;
  switch (block.language) {
    case "sh":
    case "bash":
      return splitCommands(block.text).map(({ offset, text, expected }) => ({
        place: `${path}:${line + offset}`,
        text,
        expected,
        block,
      }));
    case "python":
      await shell.write("page.py", block.text);
      return [{ place: `${path}:${line}`, text: "python page.py", block }];
    default:
      return [];
  }
}

async function faultOf(step: Step, shell: PageShell): Promise<string | undefined> {
  return step.block.attributes["run"] === "server"
    ? await faultOfServer(step, shell)
    : await faultOfCommand(step, shell);
}

/** A block with `ready=` names the path at which its servers answer, with `port=` a port that no command names. */
async function faultOfServer({ text, block }: Step, shell: PageShell): Promise<string | undefined> {
  const named = /(?:\s(?:-p|--port)[ =]|\bPORT=)(\d+)/.exec(text)?.[1];
  const { ready = "/readyz", port = named ?? "8080" } = block.attributes;
  try {
    await shell.serve(text, `http://127.0.0.1:${port}${ready}`);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** A block with `exit=` names the code that its commands end with, with `seconds=` how long they may take. */
async function faultOfCommand(
  { text, expected, block }: Step,
  shell: PageShell,
): Promise<string | undefined> {
  const { code, stdout, stderr } = await shell.run(text, Number(block.attributes["seconds"] ?? 90) * 1000);
  if (code !== Number(block.attributes["exit"] ?? 0)) return `ended with ${code}\n${stdout}${stderr}`;
  if (expected === undefined || matchesOutput(expected, stdout)) return undefined;
  return `should print\n${expected}\nbut printed\n${stdout}${stderr}`;
}
