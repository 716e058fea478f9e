import { serveModel } from "@switchyard/gateway";
import type { Environment } from "../registry-access.ts";
import { gatewayArgs, notes, type ServeFlags } from "../serve-flags.ts";

export interface ModelsServeOptions extends ServeFlags {
  readonly env: Environment;
  readonly modelUri: string;
  readonly trackingUri?: string;
}

/** Serves one model as `mlflow models serve` does, until a signal comes. */
export async function modelsServe(options: ModelsServeOptions): Promise<void> {
  const { env, modelUri, trackingUri } = options;
  const registry = trackingUri === undefined ? [] : [`--tracking-uri=${trackingUri}`];
  const args = [...gatewayArgs(options, env), ...registry];
  for (const note of notes(options)) process.stderr.write(`switchyard: ${note}\n`);
  await serveModel({ args, env, uri: modelUri, mustLoad: true });
}
