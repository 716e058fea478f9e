import { exampleCommand } from "./example-command.ts";
import type { Gateway } from "./gateway.ts";

/** Prints one line for a model that was tried: a command that it answers, or why it is not served. */
export async function announce(
  name: string,
  { models, baseUrl }: Pick<Gateway, "models" | "baseUrl">,
): Promise<void> {
  const { current, failure } = models.served.status(name);
  if (!current?.fetched || !current.servable) {
    process.stdout.write(`${name}: not served: ${failure?.message ?? "no version"}\n`);
    return;
  }
  const command = await exampleCommand(current.fetched, current.servable.description, baseUrl);
  process.stdout.write(`${name} ${current.version.version}: ${command}\n`);
}
