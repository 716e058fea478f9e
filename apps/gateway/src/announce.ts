import { exampleCommand } from "./example-command.ts";
import type { Gateway } from "./gateway.ts";

/** Prints one line for a model that was tried: a command that it answers, or why it is not served. */
export async function announce(
  name: string,
  { models, modelUrl }: Pick<Gateway, "models" | "modelUrl">,
  beforeLine: () => void,
): Promise<void> {
  const { current, failure } = models.served.status(name);
  const line =
    current?.fetched && current.servable
      ? `${current.version.version}: ${await exampleCommand(current.fetched, current.servable.description, modelUrl(name))}`
      : `not served: ${failure?.message ?? "no version"}`;
  beforeLine();
  process.stdout.write(`${name} ${line}\n`);
}
