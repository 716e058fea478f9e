import { Command } from "commander";
import { examples } from "./examples.ts";
import type { Environment } from "./registry-access.ts";

type Gateway = typeof import("@switchyard/gateway");

interface Serving {
  readonly name: string;
  readonly description: string;
  readonly help: (gateway: Gateway) => string;
  readonly run: (gateway: Gateway, args: readonly string[]) => Promise<void>;
}

/** `switchyard serve`: the gateway. */
export function serveCommand(env: Environment): Command {
  return servingCommand({
    name: "serve",
    description: "start the gateway; options as of `npm start`",
    help: ({ usage }) => `${usage()}${examples("serve", "serve --config switchyard.yaml --port 9090")}\n`,
    run: async ({ runGateway }, args) => await runGateway({ args, env }),
  });
}

/** `switchyard model-server`: one model, told by the environment. */
export function modelServerCommand(env: Environment): Command {
  return servingCommand({
    name: "model-server",
    description: "serve the model that MODEL_URI names, at HOST and PORT; options as of `npm start`",
    help: ({ modelServerUsage }) => modelServerUsage(),
    run: async ({ runModelServer }, args) => await runModelServer({ args, env }),
  });
}

/** The options are read where the configuration is. */
function servingCommand({ name, description, help, run }: Serving): Command {
  return new Command(name)
    .description(description)
    .helpOption(false)
    .allowUnknownOption()
    .argument("[options...]")
    .action(async (args: readonly string[]) => {
      const gateway = await import("@switchyard/gateway");
      if (args.includes("--help")) process.stdout.write(help(gateway));
      else await run(gateway, args);
    });
}
