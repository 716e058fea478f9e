import { GatewayError } from "@switchyard/core";
import { CommandError } from "./command-error.ts";
import { isServing } from "./is-serving.ts";
import { interruption } from "./until-interrupted.ts";

/** Whether the command line asks for JSON; it counts for errors that come before the command line is understood, too. */
export function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return !isServing(args) && (end === -1 ? args : args.slice(0, end)).includes("--json");
}

/** Says on standard error why a command failed, and sets its exit code; a bug of ours is thrown on. */
export function reportError(thrown: unknown, { json }: { readonly json: boolean }): void {
  const error = interruption() ?? toCommandError(thrown);
  if (!error) throw thrown;
  const { code, message, hint, details, exitCode } = error;
  const lines = [`switchyard: ${message}`, ...(hint === undefined ? [] : [`  ${hint}`])];
  const record = { error: { code, message, ...(hint !== undefined && { hint }), ...details } };
  process.stderr.write(`${json ? JSON.stringify(record) : lines.join("\n")}\n`);
  process.exitCode ??= exitCode;
}

function toCommandError(thrown: unknown): CommandError | undefined {
  if (thrown instanceof CommandError) return thrown;
  if (thrown instanceof GatewayError)
    return new CommandError(thrown.code, thrown.message, {
      exitCode: thrown.code === "invalid_configuration" ? 2 : 1,
      cause: thrown,
    });
  return fromSystem(thrown);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "may not be read or written",
  EISDIR: "is a directory, not a file",
  ENOTDIR: "leads through something that is no directory",
  ENOSPC: "there is no space left on the disk",
  EROFS: "the disk can only be read",
};

/** A file that is not as it should be is nobody's bug. */
function fromSystem(thrown: unknown): CommandError | undefined {
  if (!(thrown instanceof Error) || !("code" in thrown) || !("path" in thrown)) return undefined;
  const reason = reasons[String(thrown.code)];
  return reason === undefined
    ? undefined
    : new CommandError("file", `${String(thrown.path)}: ${reason}`, { cause: thrown });
}
