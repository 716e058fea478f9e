import { Command, InvalidArgumentError, Option } from "commander";
import { GatewayClient } from "./gateway-client.ts";
import { withOutputOptions, type OutputOptions } from "./output-options.ts";

const defaultUrl = "http://127.0.0.1:8080";

/** What every command that asks a running gateway takes. */
export interface ClientOptions extends OutputOptions {
  readonly url: string;
  readonly token?: string;
}

/** A command that asks a running gateway: it takes `--url` and `--token`. */
export function clientCommand(name: string, description: string): Command {
  const command = new Command(name)
    .description(description)
    .addOption(
      new Option("--url <url>", "where the gateway listens")
        .env("SWITCHYARD_URL")
        .default(defaultUrl)
        .argParser(checkedUrl),
    )
    .addOption(
      new Option("--token <token>", "bearer token, where the gateway asks for one").env(
        "SWITCHYARD_ADMIN_TOKEN",
      ),
    );
  return withOutputOptions(command);
}

/** The gateway that such a command is to ask. */
export function clientOf(command: Command): GatewayClient {
  const { url, token } = command.opts<ClientOptions>();
  return new GatewayClient({ url, token: token === "" ? undefined : token });
}

/** A variable that is set to nothing counts as none. */
function checkedUrl(text: string): string {
  if (text === "") return defaultUrl;
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError(`Expected an address such as ${defaultUrl}.`);
}
