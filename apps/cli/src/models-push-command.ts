import { modelStages } from "@switchyard/core";
import { Command, InvalidArgumentError, Option } from "commander";
import type { ModelsPushOptions } from "./commands/models-push.ts";
import type { Environment } from "./registry-access.ts";
import { withOutputOptions } from "./output-options.ts";
import { trackingUri } from "./tracking-uri.ts";

/** `switchyard models push`: brings models into an MLflow server. */
export function modelsPushCommand(env: Environment): Command {
  const command = withOutputOptions(new Command("push"))
    .description(
      "bring a model directory into an MLflow server: as a run, and as a version of a registered model",
    )
    .argument("[directory]", "holds the model: an MLmodel file, and what belongs to it")
    .option("-n, --name <name>", "the registered model of which it becomes the next version")
    .option("--alias <alias>", "an alias that is to mean it; may be given again", collected, [])
    .addOption(new Option("--stage <stage>", "the stage that it is moved to").choices(modelStages))
    .option("--experiment <name>", "the experiment of its run (MLFLOW_EXPERIMENT_NAME, or Default)")
    .option("--run-name <name>", "the name of its run")
    .option("--tag <key=value>", "a tag of the version and its run; may be given again", collectedTags, {})
    .option("--samples [names...]", "push the sample models, or those named, with their aliases and stages")
    .addOption(trackingUri())
    .addHelpText("after", more);
  return command.action(async (directory: string | undefined) => {
    const { samples, ...flags } = command.opts<Flags>();
    const names = samples === true ? [] : samples;
    const { modelsPush } = await import("./commands/models-push.ts");
    await modelsPush({ ...flags, samples: names, directory, env });
  });
}

type Flags = Omit<ModelsPushOptions, "env" | "directory" | "samples"> & {
  readonly samples?: true | readonly string[];
};

const more = `
A version that has the same files already is not made again; it only gets the aliases and the stage. With
--samples it keeps those that were moved meanwhile, so that pushing again changes nothing.

Files go where the server keeps a run's artifacts: through the server itself (mlflow-artifacts:), into S3 with this
machine's credentials (s3:), or into a directory where server and this machine share it.

Examples:
  switchyard models push ./model -n iris --alias champion --tracking-uri http://127.0.0.1:5000
  switchyard models push --samples iris catdog`;

function collected(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

type Tags = Readonly<Record<string, string>>;

function collectedTags(text: string, before: Tags): Tags {
  const [, key = "", value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === "") throw new InvalidArgumentError("expected key=value");
  return { ...before, [key]: value };
}
