import { GatewayError, parseModelUri, splitSubPath } from "@switchyard/core";
import { loadConfig, type ConfigSources } from "./config/load-config.ts";
import { serve } from "./serve.ts";

export interface ServeModelOptions extends ConfigSources {
  readonly uri: string;
  /** Under which it is served; made from the URI when it is left out. */
  readonly name?: string | undefined;
  /** Ends when the model cannot be loaded, rather than trying on. */
  readonly mustLoad: boolean;
}

/**
 * Serves one model, and it alone, at paths such as `/invocations`, until a signal comes. Throws
 * `invalid_configuration` when it cannot begin, and `load_failed` where the model must be loaded and cannot be.
 */
export async function serveModel(options: ServeModelOptions): Promise<void> {
  const { env, uri, name, mustLoad } = options;
  const config = loadConfig(options);
  const model = name ?? nameOf(uri);
  const settings = Object.entries(config.models).find(([each]) => each === model)?.[1];
  await serve({
    config: { ...config, models: { [model]: { ...settings, uri, port: undefined } }, discover: undefined },
    env,
    root: { model },
    mustLoad,
  });
}

/** `iris` for `models:/iris@champion`, the last part of the path for what is not registered. */
function nameOf(text: string): string {
  try {
    const uri = parseModelUri(splitSubPath(text).uri);
    if ("name" in uri) return uri.name;
    if (uri.kind === "model-id") return uri.modelId;
    return lastPart(uri.kind === "run" ? uri.path : uri.location);
  } catch (cause) {
    throw new GatewayError("invalid_configuration", GatewayError.from(cause).message, { cause });
  }
}

function lastPart(path: string): string {
  return path.split(/[/\\:]/).findLast((part) => part !== "" && part !== "." && part !== "..") ?? "model";
}
