import { modelServerUsage, runGateway, runModelServer, usage } from "@switchyard/gateway";
import { Command } from "commander";
import { clientCommand, clientOf } from "./client-command.ts";
import { configCommand } from "./config-command.ts";
import { predict, type PredictOptions } from "./commands/predict.ts";
import { status } from "./commands/status.ts";
import { modelsCommand } from "./models-command.ts";
import { printAnswer } from "./output.ts";
import type { Environment } from "./registry-access.ts";

const modelArgument = ["<model>", "name under which the gateway serves it"] as const;

/** The command line; every command that asks a running gateway takes `--url` and `--token`. */
export function createProgram(env: Environment): Command {
  const program = new Command("switchyard").description(
    "Serves the models of an MLflow registry, and follows it.",
  );
  program.addCommand(serveCommand(env));
  program.addCommand(modelServerCommand(env));
  program.addCommand(predictCommand());
  program.addCommand(
    clientCommand("status", "list the served models and their state")
      .option("--json", "print the gateway's answer as it is")
      .action(async (options, command: Command) => await status(clientOf(command), options)),
  );
  program.addCommand(reloadCommand());
  program.addCommand(rollbackCommand());
  program.addCommand(modelsCommand(env));
  program.addCommand(configCommand(env));
  return program;
}

function serveCommand(env: Environment): Command {
  return new Command("serve")
    .description("start the gateway; options as of `npm start`")
    .helpOption(false)
    .allowUnknownOption()
    .argument("[options...]")
    .action(async (args: readonly string[]) => {
      if (args.includes("--help")) process.stdout.write(usage());
      else await runGateway({ args, env });
    });
}

function modelServerCommand(env: Environment): Command {
  return new Command("model-server")
    .description("serve the model that MODEL_URI names, at HOST and PORT; options as of `npm start`")
    .helpOption(false)
    .allowUnknownOption()
    .argument("[options...]")
    .action(async (args: readonly string[]) => {
      if (args.includes("--help")) process.stdout.write(modelServerUsage());
      else await runModelServer({ args, env });
    });
}

function predictCommand(): Command {
  return clientCommand("predict", "ask a model for one answer a person can read")
    .argument(...modelArgument)
    .argument("[text...]", "a text to ask a text model")
    .option("-f, --file <path>", "a picture, or a body in a .json or .csv file")
    .option("-d, --data <json>", "a request body")
    .option("--version <number>", "a version other than the one that is followed")
    .option("--invocations", "use MLflow's scoring protocol")
    .addHelpText(
      "after",
      '\nExamples:\n  switchyard predict sentiment-analysis "What a day"\n  switchyard predict catdog --file examples/images/dog.jpg',
    )
    .action(async function act(this: Command, name: string, texts: readonly string[]) {
      await predict(clientOf(this), name, { ...this.opts<PredictOptions>(), texts });
    });
}

function reloadCommand(): Command {
  return clientCommand("reload", "ask the registry again and switch to its version")
    .argument(...modelArgument)
    .option("--force", "also to a version that was rolled back or refused")
    .action(async (name: string, { force = false }: { readonly force?: boolean }, command: Command) => {
      const path = `/models/${encodeURIComponent(name)}/reload${force ? "?force=true" : ""}`;
      printAnswer(await clientOf(command).post(path));
    });
}

function rollbackCommand(): Command {
  return clientCommand("rollback", "serve the version before, until the registry points elsewhere")
    .argument(...modelArgument)
    .action(async (name: string, _options, command: Command) =>
      printAnswer(await clientOf(command).post(`/models/${encodeURIComponent(name)}/rollback`)),
    );
}
