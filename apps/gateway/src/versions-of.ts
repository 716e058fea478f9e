import type { ModelRegistry, ModelVersion, Traffic } from "@switchyard/core";
import type { Config, VersionsSetting } from "./config/config.ts";
import { settingsOf } from "./settings-of.ts";

/** What should be served of a model: the version that its URI means, then those that its settings or its traffic keep loaded. */
export function versionsOf(
  config: Config,
  registry: ModelRegistry,
  trafficOf: (name: string) => Traffic | undefined,
) {
  return async (name: string, uri: string, signal: AbortSignal): Promise<readonly ModelVersion[]> => {
    const followed = await registry.resolve(uri, signal);
    const registered = followed.registeredName;
    if (registered === undefined) return [followed];
    const kept = await keptVersions(settingsOf(config, name).versions, registered, signal);
    const others = kept.filter((version) => version !== followed.version);
    const resolved = others.map((version) => registry.resolve(`models:/${registered}/${version}`, signal));
    const shared = await sharing(registered, trafficOf(name), signal);
    return unique([followed, ...(await Promise.all(resolved)), ...shared]);
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

  /** Those that the traffic is split among; an alias that nothing carries now gets no part of it. */
  async function sharing(
    name: string,
    traffic: Traffic | undefined,
    signal: AbortSignal,
  ): Promise<readonly ModelVersion[]> {
    const resolved = [...(traffic?.keys() ?? [])].map((label) =>
      registry.resolve(`models:/${name}${/^\d+$/.test(label) ? "/" : "@"}${label}`, signal),
    );
    const settled = await Promise.allSettled(resolved);
    return settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  }
}

/** Each version once, as it was met first. */
function unique(versions: readonly ModelVersion[]): readonly ModelVersion[] {
  return [...new Map(versions.toReversed().map((each) => [each.version, each])).values()].toReversed();
}
