import { isComplete } from "./is-complete.ts";

/** One command of a block, and what it should print. */
export interface Command {
  /** Counted from the block's first line, which is 0. */
  readonly offset: number;
  readonly text: string;
  /** The comment lines below it; nothing is expected when there are none. */
  readonly expected?: string | undefined;
}

/** The commands of a shell block. Comments right below a command are its output; others are for the reader. */
export function splitCommands(block: string): readonly Command[] {
  const lines = block.split("\n");
  const commands: Command[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    if (!isCommand(lines[index])) continue;
    const end = endOf(lines, index);
    const output = commentsFrom(lines, end + 1);
    commands.push({
      offset: index,
      text: lines.slice(index, end + 1).join("\n"),
      ...(output.length > 0 && { expected: output.join("\n") }),
    });
    index = end + output.length;
  }
  return commands;
}

function isCommand(line = ""): boolean {
  return line.trim() !== "" && !line.startsWith("#");
}

function endOf(lines: readonly string[], start: number): number {
  const end = lines.findIndex(
    (_, index) => index >= start && isComplete(lines.slice(start, index + 1).join("\n")),
  );
  return end === -1 ? lines.length - 1 : end;
}

function commentsFrom(lines: readonly string[], start: number): readonly string[] {
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith("#"));
  return lines.slice(start, end === -1 ? lines.length : end).map((line) => line.replace(/^# ?/, ""));
}
