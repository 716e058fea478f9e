/** How programs end; docs/cli.md explains them. */
export type ExitCode = 0 | 1 | 2;

export interface CommandErrorOptions extends ErrorOptions {
  /** What the user can do about it. */
  readonly hint?: string | undefined;
  readonly exitCode?: ExitCode;
  /** What else `--json` tells of it. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Why a command has not done what it was asked for, where that is the command line's affair or the gateway's answer. */
export class CommandError extends Error {
  override readonly name: string = "CommandError";
  /** For programs: a word of ours, or the code that the gateway has answered. */
  readonly code: string;
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: CommandErrorOptions = {}) {
    const { hint, exitCode = 1, details = {}, ...rest } = options;
    super(message, rest);
    this.code = code;
    this.hint = hint;
    this.exitCode = exitCode;
    this.details = details;
  }
}

/** The command line itself is wrong. */
export function usageError(message: string, hint?: string): CommandError {
  return new CommandError("usage", message, { hint, exitCode: 2 });
}
