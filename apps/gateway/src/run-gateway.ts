import { loadConfig, type ConfigSources } from "./config/load-config.ts";
import { serve } from "./serve.ts";

/** Serves until a signal comes, then drains; throws `invalid_configuration` when it cannot begin. */
export async function runGateway({ args, env }: ConfigSources): Promise<void> {
  await serve({ config: loadConfig({ args, env }), env });
}
