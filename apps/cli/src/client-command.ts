import { Command, Option } from "commander";
import { GatewayClient } from "./gateway-client.ts";

/** A command that asks a running gateway: it takes `--url` and `--token`. */
export function clientCommand(name: string, description: string): Command {
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

/** The gateway that such a command is to ask. */
export function clientOf(command: Command): GatewayClient {
  const { url, token } = command.opts<{ readonly url: string; readonly token?: string }>();
  return new GatewayClient({ url, token });
}
