import type { ModelRegistry, ModelVersion } from "@switchyard/core";
import type { Config } from "./config/config.ts";
import { settingsOf } from "./settings-of.ts";

/** What should be served of a model: the version that its URI means, then those that its settings keep loaded. */
export function versionsOf(config: Config, registry: ModelRegistry) {
  return async (name: string, uri: string, signal: AbortSignal): Promise<readonly ModelVersion[]> => {
    const followed = await registry.resolve(uri, signal);
    const { versions } = settingsOf(config, name);
    const registered = followed.registeredName;
    if (versions === "followed" || registered === undefined) return [followed];
    const kept = versions.filter((version) => version !== followed.version);
    return [
      followed,
      ...(await Promise.all(
        kept.map((version) => registry.resolve(`models:/${registered}/${version}`, signal)),
      )),
    ];
  };
}
