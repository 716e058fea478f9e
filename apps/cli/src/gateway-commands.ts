import type { Command } from "commander";
import { clientCommand, clientOf } from "./client-command.ts";
import { predict, type PredictOptions } from "./commands/predict.ts";
import { statusWatch } from "./commands/status-watch.ts";
import { status } from "./commands/status.ts";
import { examples } from "./examples.ts";
import { modelArgument } from "./model-argument.ts";
import { printAnswer } from "./output.ts";
import type { OutputOptions } from "./output-options.ts";

/** The commands that ask a running gateway; each takes `--url` and `--token`. */
export function gatewayCommands(): readonly Command[] {
  return [predictCommand(), statusCommand(), reloadCommand(), rollbackCommand()];
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
      examples(
        'predict sentiment-analysis "What a day"',
        "predict catdog --file examples/images/dog.jpg",
        'predict iris --data \'{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2}\'',
      ),
    )
    .action(async function act(this: Command, name: string, texts: readonly string[]) {
      await predict(clientOf(this), name, { ...this.opts<PredictOptions>(), texts });
    });
}

interface StatusOptions extends OutputOptions {
  readonly watch?: boolean;
}

function statusCommand(): Command {
  return clientCommand("status", "list the served models and their state")
    .option("-w, --watch", "go on and print them at each change, until Ctrl-C")
    .addHelpText("after", examples("status", "status --watch", "status --json"))
    .addHelpText("after", "\nExit code: 0 when every model answers, 1 when one does not.")
    .action(async ({ watch = false, ...options }: StatusOptions, command: Command) => {
      await (watch ? statusWatch : status)(clientOf(command), options);
    });
}

function reloadCommand(): Command {
  return clientCommand("reload", "ask the registry again and switch to its version")
    .argument(...modelArgument)
    .option("--force", "also to a version that was rolled back or refused")
    .addHelpText("after", examples("reload iris", "reload iris --force"))
    .action(async (name: string, { force = false }: { readonly force?: boolean }, command: Command) => {
      const path = `/models/${encodeURIComponent(name)}/reload${force ? "?force=true" : ""}`;
      printAnswer(await clientOf(command).post(path));
    });
}

function rollbackCommand(): Command {
  return clientCommand("rollback", "serve the version before, until the registry points elsewhere")
    .argument(...modelArgument)
    .addHelpText("after", examples("rollback iris"))
    .action(async (name: string, _options, command: Command) =>
      printAnswer(await clientOf(command).post(`/models/${encodeURIComponent(name)}/rollback`)),
    );
}
