import { Command } from "commander";
import { examples } from "./examples.ts";
import { printJson } from "./json-output.ts";
import { withOutputOptions, type OutputOptions } from "./output-options.ts";
import type { Environment } from "./registry-access.ts";

/** `switchyard config …`: what can be said of a configuration without starting the gateway. */
export function configCommand(env: Environment): Command {
  return new Command("config")
    .description("check a configuration file, and print what may stand in one")
    .addCommand(checkCommand(env))
    .addCommand(schemaCommand());
}

function checkCommand(env: Environment): Command {
  return withOutputOptions(new Command("check"))
    .description("tell everything that is wrong with the configuration")
    .argument("[file]", "the file (SWITCHYARD_CONFIG); variables count beside it")
    .addHelpText("after", examples("config check switchyard.yaml"))
    .addHelpText("after", "\nExit code: 0 when the gateway would take it, 2 when it would not.")
    .action(async (file: string | undefined, flags: OutputOptions) => {
      const { configCheck } = await import("./commands/config-check.ts");
      configCheck({ ...flags, env, file });
    });
}

function schemaCommand(): Command {
  return new Command("schema")
    .description("print the JSON Schema of switchyard.yaml, for editors")
    .addHelpText("after", examples("config schema > switchyard.schema.json"))
    .addHelpText(
      "after",
      "\nThen say so in the first line of switchyard.yaml:\n  # yaml-language-server: $schema=switchyard.schema.json",
    )
    .action(async () => {
      const { configJsonSchema } = await import("@switchyard/gateway");
      printJson(configJsonSchema());
    });
}
