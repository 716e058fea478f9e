import { runGateway, usage } from "@switchyard/gateway";
import { Command, Option } from "commander";
import { modelsList } from "./commands/models-list.ts";
import { predict, type PredictOptions } from "./commands/predict.ts";
import { status } from "./commands/status.ts";
import { GatewayClient } from "./gateway-client.ts";
import { printAnswer } from "./output.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const modelArgument = ["<model>", "name under which the gateway serves it"] as const;

/** The command line; every command that asks a running gateway takes `--url` and `--token`. */
export function createProgram(env: Environment): Command {
  const program = new Command("switchyard").description(
    "Serves the models of an MLflow registry, and follows it.",
  );
  program.addCommand(serveCommand(env));
  program.addCommand(predictCommand());
  program.addCommand(
    client("status", "list the served models and their state")
      .option("--json", "print the gateway's answer as it is")
      .action(async (options, command: Command) => await status(clientOf(command), options)),
  );
  program.addCommand(
    client("reload", "ask the registry again and switch to its version")
      .argument(...modelArgument)
      .action(async (name: string, _options, command: Command) =>
        printAnswer(await clientOf(command).post(`/models/${encodeURIComponent(name)}/reload`)),
      ),
  );
  program.addCommand(modelsCommand(env));
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

function predictCommand(): Command {
  return client("predict", "ask a model for one answer a person can read")
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

function modelsCommand(env: Environment): Command {
  const list = new Command("list")
    .description("list the models of the registry, with aliases and stages")
    .option("--tracking-uri <uri>", "where MLflow is (MLFLOW_TRACKING_URI)")
    .option("--json", "print them as JSON")
    .action(
      async (options: { readonly trackingUri?: string; readonly json?: boolean }) =>
        await modelsList({ env, ...options }),
    );
  return new Command("models").description("look into the registry").addCommand(list);
}

/** A command that asks a running gateway. */
function client(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(
      new Option("--url <url>", "where the gateway listens")
        .env("SWITCHYARD_URL")
        .default("http://127.0.0.1:8080"),
    )
    .addOption(
      new Option("--token <token>", "bearer token, where the gateway asks for one").env(
        "SWITCHYARD_ADMIN_TOKEN",
      ),
    );
}

function clientOf(command: Command): GatewayClient {
  const { url, token } = command.opts<{ readonly url: string; readonly token?: string }>();
  return new GatewayClient({ url, token });
}
