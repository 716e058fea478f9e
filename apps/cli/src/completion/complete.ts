import { createProgram } from "../program.ts";
import type { Environment } from "../registry-access.ts";
import { completions, type Candidate } from "./completions.ts";
import { liveNames } from "./live-names.ts";
import { splitLine } from "./split-line.ts";

/**
 * Answers the scripts of `switchyard completion`: a word a line, or `:files`. Bash sends the characters at which it
 * breaks words and the line itself; other shells send the words after the program's name.
 */
export async function complete([shell = "", ...given]: readonly string[], env: Environment): Promise<void> {
  const [breaks = "", line = ""] = given;
  const words = shell === "bash" ? splitLine(line).slice(1) : given;
  const found = await completions(createProgram(env), words, liveNames(env));
  const lines = found === "files" ? [":files"] : found.map((each) => written(each, shell));
  const text = (shell === "bash" ? withoutTyped(lines, words.at(-1) ?? "", breaks) : lines).join("\n");
  // A connection that is still being made would keep the program, and the shell with it.
  process.stdout.write(text === "" ? "" : `${text}\n`, () => process.exit());
}

function written({ value, description }: Candidate, shell: string): string {
  if (shell === "zsh") {
    const name = value.replaceAll(":", String.raw`\:`);
    return description === undefined ? name : `${name}:${description}`;
  }
  return shell === "fish" && description !== undefined ? `${value}\t${description}` : value;
}

/** Bash replaces no more than what stands behind the colon of `models:/`, or the `@` of an alias and what is behind it. */
function withoutTyped(lines: readonly string[], typed: string, breaks: string): readonly string[] {
  const at = Array.from(typed).findLastIndex((letter) => /[:=@]/.test(letter) && breaks.includes(letter));
  const end = typed[at] === "@" ? at : at + 1;
  return lines.map((line) => (line.startsWith(typed.slice(0, end)) ? line.slice(end) : line));
}
