import { Command } from "commander";
import type { ModelsServeOptions } from "./commands/models-serve.ts";
import { examples } from "./examples.ts";
import type { Environment } from "./registry-access.ts";

/** `switchyard models serve`: the flags of `mlflow models serve`, so `-h` is the host. */
export function modelsServeCommand(env: Environment): Command {
  return new Command("serve")
    .description("serve one model at /invocations, as `mlflow models serve` does")
    .helpOption("--help", "display help for command")
    .requiredOption("-m, --model-uri <uri>", "the model, such as models:/iris@champion, or a path")
    .option("-p, --port <port>", "port to listen on (5000) [MLFLOW_PORT]")
    .option("-h, --host <host>", "address to listen on (127.0.0.1) [MLFLOW_HOST]")
    .option(
      "-t, --timeout <seconds>",
      "longest time for a request (60) [MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT]",
    )
    .option("-w, --workers <number>", "processes that run the model (1) [MLFLOW_MODELS_WORKERS]")
    .option(
      "--env-manager <name>",
      "for models that need Python: local (SWITCHYARD_PYTHON), or uv to build what the model asks for",
    )
    .option("--no-conda", "the same as --env-manager local")
    .option("--install-mlflow", "no difference here")
    .option("--enable-mlserver", "no difference here")
    .option("--tracking-uri <uri>", "where MLflow is [MLFLOW_TRACKING_URI]")
    .addHelpText("after", examples("models serve -m models:/iris@champion -p 5000"))
    .addHelpText("after", "\nThe gateway's variables count, too; see `switchyard serve --help`.")
    .action(async (flags: Omit<ModelsServeOptions, "env">) => {
      const { modelsServe } = await import("./commands/models-serve.ts");
      await modelsServe({ ...flags, env });
    });
}
