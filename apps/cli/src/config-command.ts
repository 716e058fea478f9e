import { configJsonSchema } from "@switchyard/gateway";
import { Command } from "commander";
import { configCheck } from "./commands/config-check.ts";
import type { Environment } from "./registry-access.ts";

/** `switchyard config …`: what can be said of a configuration without starting the gateway. */
export function configCommand(env: Environment): Command {
  return new Command("config")
    .description("check a configuration file, and print what may stand in one")
    .addCommand(checkCommand(env))
    .addCommand(schemaCommand());
}

function checkCommand(env: Environment): Command {
  return new Command("check")
    .description("tell everything that is wrong with the configuration")
    .argument("[file]", "the file (SWITCHYARD_CONFIG); variables count beside it")
    .option("--json", "print the faults as JSON")
    .addHelpText("after", "\nExample:\n  switchyard config check switchyard.yaml")
    .action((file: string | undefined, { json = false }: { readonly json?: boolean }) =>
      configCheck({ env, file, json }),
    );
}

function schemaCommand(): Command {
  return new Command("schema")
    .description("print the JSON Schema of switchyard.yaml, for editors")
    .addHelpText(
      "after",
      "\nExample:\n  switchyard config schema > switchyard.schema.json\n\nThen say so in the first line of switchyard.yaml:\n  # yaml-language-server: $schema=switchyard.schema.json",
    )
    .action(() => void process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`));
}
