import type { ModelRegistry, ModelVersion } from "@switchyard/core";
import type { Config, VersionsSetting } from "./config/config.ts";
import { settingsOf } from "./settings-of.ts";

/** What should be served of a model: the version that its URI means, then those that its settings keep loaded. */
export function versionsOf(config: Config, registry: ModelRegistry) {
  return async (name: string, uri: string, signal: AbortSignal): Promise<readonly ModelVersion[]> => {
    const followed = await registry.resolve(uri, signal);
    const registered = followed.registeredName;
    if (registered === undefined) return [followed];
    const kept = await keptVersions(settingsOf(config, name).versions, registered, signal);
    const others = kept.filter((version) => version !== followed.version);
    const resolved = others.map((version) => registry.resolve(`models:/${registered}/${version}`, signal));
    return [followed, ...(await Promise.all(resolved))];
  };

  async function keptVersions(
    versions: VersionsSetting,
    name: string,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    if (versions === "followed") return [];
    if (!("latest" in versions)) return versions;
    return (await registry.versionNumbers(name, signal)).slice(0, versions.latest);
  }
}
