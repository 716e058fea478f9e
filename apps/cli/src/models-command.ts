import { Command, InvalidArgumentError } from "commander";
import { clientCommand, clientOf } from "./client-command.ts";
import type { ModelsCompileOptions } from "./commands/models-compile.ts";
import type { ModelsDiffOptions } from "./commands/models-diff.ts";
import type { ModelsDownloadOptions } from "./commands/models-download.ts";
import type { ModelsPromoteOptions } from "./commands/models-promote.ts";
import { modelsPushCommand } from "./models-push-command.ts";
import { modelsServeCommand } from "./models-serve-command.ts";
import { examples } from "./examples.ts";
import { withOutputOptions } from "./output-options.ts";
import type { Environment, RegistryFlags } from "./registry-access.ts";
import { trackingUri } from "./tracking-uri.ts";

/** What is given on the command line, beside the arguments. */
type Flags<Options, Given extends keyof Options = never> = Omit<Options, "env" | Given>;

/** `switchyard models …`: what is done with the registry itself. */
export function modelsCommand(env: Environment): Command {
  return new Command("models")
    .description("serve a model, look into the registry, and move its aliases")
    .addCommand(modelsServeCommand(env))
    .addCommand(listCommand(env))
    .addCommand(downloadCommand(env))
    .addCommand(modelsPushCommand(env))
    .addCommand(compileCommand(env))
    .addCommand(promoteCommand(env))
    .addCommand(diffCommand(env));
}

function listCommand(env: Environment): Command {
  return registryCommand("list", "list the models of the registry, with aliases and stages")
    .addHelpText("after", examples("models list", "models list --tracking-uri http://127.0.0.1:5000"))
    .action(async (flags: Flags<RegistryFlags>) => {
      const { modelsList } = await import("./commands/models-list.ts");
      await modelsList({ ...flags, env });
    });
}

function downloadCommand(env: Environment): Command {
  return registryCommand("download", "bring a model's files here, and print where they are")
    .requiredOption("-m, --model-uri <uri>", "the model, such as models:/iris@champion")
    .option("-d, --directory <path>", "copy them there; otherwise they stay in the cache")
    .option("--force", "also into a directory that is not empty, over files of the same names")
    .addHelpText("after", examples("models download -m models:/iris@champion -d iris"))
    .action(async (flags: Flags<ModelsDownloadOptions>) => {
      const { modelsDownload } = await import("./commands/models-download.ts");
      await modelsDownload({ ...flags, env });
    });
}

function compileCommand(env: Environment): Command {
  return registryCommand("compile", "make a model of another flavor native, and show that it answers alike")
    .argument("[uri]", "the model, such as models:/churn/3")
    .option("-m, --model-uri <uri>", "the same as an option, as other commands take it")
    .option("-o, --out <path>", "copy the model with its ONNX companion there")
    .option("--force", "also into a directory that is not empty")
    .option("--register", "register it as the next version of the same model")
    .option("--python <path>", "interpreter that has what the model needs (SWITCHYARD_PYTHON), or uv")
    .option("--tolerance <share>", "how far numbers may be apart (1e-5)", notNegative)
    .addHelpText(
      "after",
      examples("models compile models:/churn/3 --out churn", "models compile models:/churn/3 --register"),
    )
    .addHelpText(
      "after",
      "\nExit code: 0 when it was compiled, 1 when it was not, 2 when it could not be tried.",
    )
    .action(async (uri: string | undefined, flags: Flags<ModelsCompileOptions>) => {
      const modelUri = uri ?? flags.modelUri;
      const { modelsCompile } = await import("./commands/models-compile.ts");
      await modelsCompile({ ...flags, ...(modelUri === undefined ? {} : { modelUri }), env });
    });
}

function promoteCommand(env: Environment): Command {
  return clientCommand("promote", "point an alias at another version, in an MLflow server")
    .argument("<name>", "name of the registered model")
    .requiredOption("--to <alias>", "the alias to move, such as champion")
    .option("--version <number>", "the version that it is to mean")
    .option("--from <alias>", "… or the alias that means this version now")
    .option("--wait", "until the gateway at --url serves that version")
    .option("--timeout-seconds <seconds>", "longest wait", positive, 120)
    .addOption(trackingUri())
    .addHelpText("after", examples("models promote iris --from challenger --to champion --wait"))
    .action(async (name: string, flags: Flags<ModelsPromoteOptions, "name" | "client">, command: Command) => {
      const { modelsPromote } = await import("./commands/models-promote.ts");
      await modelsPromote({ ...flags, name, env, client: clientOf(command) });
    });
}

function diffCommand(env: Environment): Command {
  const command = registryCommand(
    "diff",
    "run two versions here, and show where their answers and signatures differ",
  )
    .argument("<name>", "name of the registered model")
    .argument("<first>", "number of a version")
    .argument("<second>", "number of the one that would take its place")
    .option(
      "--requests <file>",
      'ask what stands in a file, {"body": …} a line, rather than the input examples',
    )
    .option("--tolerance <share>", "difference of two numbers that counts as none", notNegative, 1e-6)
    .addHelpText("after", examples("models diff iris 1 2"))
    .addHelpText(
      "after",
      "\nExit code: 0 when nothing differs, 1 when something does, 2 when they cannot be compared.",
    );
  return command.action(async (name: string, first: string, second: string) => {
    const flags = command.opts<Flags<ModelsDiffOptions, "name" | "versions">>();
    const { modelsDiff } = await import("./commands/models-diff.ts");
    await modelsDiff({ ...flags, name, versions: [first, second], env });
  });
}

/** A command that reads the registry as the gateway would. */
function registryCommand(name: string, description: string): Command {
  return withOutputOptions(new Command(name).description(description).addOption(trackingUri()));
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("expected a number above 0");
}

function notNegative(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("expected a number, 0 or more");
}
