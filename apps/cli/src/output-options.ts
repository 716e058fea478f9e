import type { Command } from "commander";

/** What every command that prints something takes. */
export interface OutputOptions {
  /** For programs, rather than for people. */
  readonly json?: boolean | undefined;
  /** Only what is a result or wrong. */
  readonly quiet?: boolean | undefined;
}

/** Adds `--json` and `--quiet`. */
export function withOutputOptions(command: Command): Command {
  return command
    .option("--json", "print JSON, errors too")
    .option("-q, --quiet", "print only results and what is wrong: no progress, no notes");
}
