import { exampleCommand } from "./example-command.ts";
import type { Gateway } from "./gateway.ts";

/** Prints one line for a model that was tried: a command that it answers, or why it is not served. */
export async function announce(
  name: string,
  { models, baseUrl }: Pick<Gateway, "models" | "baseUrl">,
  beforeLine: () => void,
): Promise<void> {
  const { current, failure } = models.served.status(name);
  const line =
    current?.fetched && current.servable
      ? `${current.version.version}: ${await exampleCommand(current.fetched, current.servable.description, baseUrl)}`
      : `not served: ${failure?.message ?? "no version"}`;
  beforeLine();
  process.stdout.write(`${name} ${line}\n`);
}
