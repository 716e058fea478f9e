import { logLevels } from "@switchyard/core";
import { Argument, Command, InvalidArgumentError } from "commander";
import { clientCommand, clientOf } from "./client-command.ts";
import { modelHistory, type HistoryOptions } from "./commands/history.ts";
import { logsLevel } from "./commands/logs-level.ts";
import { top } from "./commands/top.ts";
import { examples } from "./examples.ts";
import { modelArgument } from "./model-argument.ts";
import type { OutputOptions } from "./output-options.ts";

/** The commands that watch a running gateway. */
export function watchingCommands(): readonly Command[] {
  return [topCommand(), historyCommand(), logsCommand()];
}

function topCommand(): Command {
  return clientCommand("top", "show what models do just now, every second, until Ctrl-C")
    .addHelpText("after", examples("top", "top --json | head -1"))
    .action(async (options: OutputOptions, command: Command) => await top(clientOf(command), options));
}

function historyCommand(): Command {
  return clientCommand("history", "tell what became of a model: loads, switches, failures, rollbacks")
    .argument(...modelArgument)
    .option("-n, --limit <number>", "so many of the newest", count, 20)
    .option("-f, --follow", "go on with what happens from now on, until Ctrl-C")
    .addHelpText("after", examples("history iris", "history iris --follow"))
    .action(async (name: string, options: HistoryOptions, command: Command) => {
      await modelHistory(clientOf(command), name, options);
    });
}

function logsCommand(): Command {
  return new Command("logs").description("make the gateway's log tell more or less").addCommand(
    clientCommand("level", "print the level of the gateway's log, or set it until the next start")
      .addArgument(new Argument("[level]", "what to set it to").choices(logLevels))
      .addHelpText("after", examples("logs level", "logs level debug"))
      .action(async (level: string | undefined, options: OutputOptions, command: Command) => {
        await logsLevel(clientOf(command), level, options);
      }),
  );
}

function count(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a number above 0.");
}
