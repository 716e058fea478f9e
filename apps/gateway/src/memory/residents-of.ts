import type { ServedModels, VersionStatus } from "@switchyard/core";
import type { Resident } from "@switchyard/serving";
import type { Config, ModelSettings } from "../config/config.ts";
import { settingsOf } from "../settings-of.ts";

/** The versions that may be put to rest: those that are ready, with what their models' settings say. */
export function residentsOf(
  served: Pick<ServedModels, "names" | "status">,
  config: Config,
): readonly Resident[] {
  return served.names().flatMap((name) => {
    const { versions } = served.status(name);
    const settings = settingsOf(config, name);
    const isFirst = versions.length === 1;
    return versions.flatMap((status) => {
      const { version, state, servable } = status;
      const residence = servable?.residence;
      if (state !== "ready" || !residence) return [];
      const isPinned = settings.pinned || (!isFirst && isOnTrial(status, settings));
      return [{ version, servable, residence, maxBytes: settings.maxMemoryBytes, isPinned, isFirst }];
    });
  });
}

/** What is told to come again while a version wakes would be held against it. */
function isOnTrial({ loadedAt }: VersionStatus, { rollback }: ModelSettings): boolean {
  return (
    rollback !== undefined && loadedAt !== undefined && Date.now() - loadedAt.getTime() < rollback.windowMs
  );
}
