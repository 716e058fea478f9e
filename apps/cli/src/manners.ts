import { CommanderError, type Command } from "commander";
import { usageError } from "./command-error.ts";

/** Makes a command and all below it throw what is wrong with a command line, with a hint where its help is. */
export function withManners(command: Command, path: string = command.name()): Command {
  command.configureOutput({ outputError: () => undefined }).exitOverride((error) => {
    throw error.exitCode === 0 ? error : usageError(sentenceOf(error), `See \`${path} --help\`.`);
  });
  for (const each of command.commands) withManners(each, `${path} ${each.name()}`);
  return command;
}

/** Whether this only ended the program because help or the version were asked for. */
export function isAnswered(thrown: unknown): boolean {
  return thrown instanceof CommanderError && thrown.exitCode === 0;
}

function sentenceOf({ code, message }: CommanderError): string {
  if (code === "commander.help") return "which command?";
  return message.replace(/^error: /, "").replaceAll(/\s*\n\s*/g, " ");
}
