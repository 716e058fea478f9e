import { setTimeout as delay } from "node:timers/promises";
import { GatewayError, type Logger } from "@switchyard/core";
import type { Config } from "./config/config.ts";
import { followedModels } from "./followed-models.ts";
import type { Models } from "./models.ts";

export interface StartModelsOptions {
  readonly config: Config;
  readonly models: Models;
  readonly log: Logger;
  /** Ends the wait for a registry that is away. */
  readonly signal: AbortSignal;
  /** Hears of each model once it has been tried. */
  readonly onTried: (name: string) => Promise<void>;
}

const retryMs = 5000;

/** Finds the models to serve and loads each; a model that fails leaves the others alone. Never rejects. */
export async function startModels(options: StartModelsOptions): Promise<void> {
  const { models, log, onTried } = options;
  const followed = await findModels(options);
  if (followed.length === 0)
    log.warn("no model to serve: none is named, and none of the registry is discovered");
  for (const { name, uri } of followed) models.served.follow(name, uri);
  await Promise.all(
    followed.map(async ({ name }) => {
      await load(name, options);
      await onTried(name);
    }),
  );
}

async function findModels(options: StartModelsOptions): ReturnType<typeof followedModels> {
  const { config, models, log, signal } = options;
  while (!signal.aborted) {
    try {
      return await followedModels(config, models.registry, signal);
    } catch (thrown) {
      log.error("the registry cannot be listed, trying again", { reason: GatewayError.from(thrown).message });
      await delay(retryMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return [];
}

async function load(name: string, { config, models, log, signal }: StartModelsOptions): Promise<void> {
  try {
    await models.reload(name, AbortSignal.any([signal, AbortSignal.timeout(config.loadTimeoutMs)]));
  } catch (thrown) {
    log.error("model is not served", { model: name, reason: GatewayError.from(thrown).message });
  }
}
