import { Command } from "commander";
import { completionCommand } from "./completion-command.ts";
import { configCommand } from "./config-command.ts";
import { doctorCommand } from "./doctor-command.ts";
import { gatewayCommands } from "./gateway-commands.ts";
import { withManners } from "./manners.ts";
import { modelsCommand } from "./models-command.ts";
import type { Environment } from "./registry-access.ts";
import { modelServerCommand, serveCommand } from "./serve-commands.ts";
import { version } from "./version.ts";
import { watchingCommands } from "./watching-commands.ts";

/** The command line. What a command does is imported once it is called: the whole gateway would take half a second. */
export function createProgram(env: Environment): Command {
  const program = new Command("switchyard")
    .description("Serves the models of an MLflow registry, and follows it.")
    .version(`switchyard ${version}`, "-V, --version", "print the version")
    // Commands have a --version of their own.
    .enablePositionalOptions();
  const commands = [
    serveCommand(env),
    modelServerCommand(env),
    ...gatewayCommands(),
    ...watchingCommands(),
    modelsCommand(env),
    configCommand(env),
    doctorCommand(env),
    completionCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  return withManners(program);
}
