import { ownOf, type Traffic } from "@switchyard/core";
import type { Config, ModelSettings } from "./config/config.ts";

/** How a model is served: its own settings over the defaults. */
export function settingsOf({ models, defaults }: Config, name: string): ModelSettings {
  const own = ownOf(models, name) ?? {};
  return { ...defaults, ...own };
}

/** How a model's requests are split, as `settingsOf` tells it; each request asks. */
export function configuredTraffic({ models, defaults }: Config, name: string): Traffic | undefined {
  return ownOf(models, name)?.traffic ?? defaults.traffic;
}
