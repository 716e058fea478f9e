import type { Config, ModelSettings } from "./config/config.ts";

/** How a model is served: its own settings over the defaults. */
export function settingsOf({ models, defaults }: Config, name: string): ModelSettings {
  const own = Object.entries(models).find(([each]) => each === name)?.[1] ?? {};
  return { ...defaults, ...own };
}
