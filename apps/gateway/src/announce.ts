import { exampleCommand } from "./example-command.ts";
import type { Gateway } from "./gateway.ts";

export interface AnnounceOptions {
  /** Whether the model answers at the root's own paths. */
  readonly isRoot: boolean;
  readonly beforeLine: () => void;
}

/** Prints one line for a model that was tried: a command that it answers, or why it is not served. */
export async function announce(
  name: string,
  { models, baseUrl }: Pick<Gateway, "models" | "baseUrl">,
  { isRoot, beforeLine }: AnnounceOptions,
): Promise<void> {
  const { current, failure } = models.served.status(name);
  const url = isRoot ? baseUrl : `${baseUrl}/models/${encodeURIComponent(name)}`;
  const line =
    current?.fetched && current.servable
      ? `${current.version.version}: ${await exampleCommand(current.fetched, current.servable.description, url)}`
      : `not served: ${failure?.message ?? "no version"}`;
  beforeLine();
  process.stdout.write(`${name} ${line}\n`);
}
