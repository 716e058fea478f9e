import type { ServedModels, ServingEvents } from "@switchyard/core";
import { MemoryKeeper } from "@switchyard/serving";
import type { Config } from "../config/config.ts";
import { settingsOf } from "../settings-of.ts";
import { residentsOf } from "./residents-of.ts";

/** Often enough for what grows, and too seldom to be felt. */
const everyMs = 5000;

/** Keeps the memory that the configuration allows; nobody measures anything where it sets no limit. */
export function createMemoryKeeper(
  config: Config,
  served: ServedModels,
  events: ServingEvents,
): MemoryKeeper | undefined {
  const { maxBytes, minIdleMs } = config.memory;
  const names = Object.keys(config.models);
  const isLimited =
    maxBytes !== undefined ||
    [config.defaults, ...names.map((name) => settingsOf(config, name))].some(
      ({ maxMemoryBytes }) => maxMemoryBytes !== undefined,
    );
  if (!isLimited) return undefined;
  return new MemoryKeeper({
    maxBytes,
    minIdleMs,
    events,
    everyMs,
    residents: () => residentsOf(served, config),
  });
}
