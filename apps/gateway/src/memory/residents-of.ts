import type { ServedModels } from "@switchyard/core";
import type { Resident } from "@switchyard/serving";
import type { Config } from "../config/config.ts";
import { settingsOf } from "../settings-of.ts";

/** The versions that may be put to rest: those that are ready, with what their models' settings say. */
export function residentsOf(served: ServedModels, config: Config): readonly Resident[] {
  return served.names().flatMap((name) => {
    const { versions } = served.status(name);
    const { maxMemoryBytes: maxBytes, pinned: isPinned } = settingsOf(config, name);
    const isFirst = versions.length === 1;
    return versions.flatMap(({ version, state, servable }) => {
      const residence = servable?.residence;
      if (state !== "ready" || !residence) return [];
      return [{ version, servable, residence, maxBytes, isPinned, isFirst }];
    });
  });
}
