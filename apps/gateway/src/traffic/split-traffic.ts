import {
  GatewayError,
  type ModelStatus,
  type ReloadModel,
  type ServedModels,
  type ServingEvents,
  type SplitTraffic,
} from "@switchyard/core";
import type { TrafficSplits } from "./traffic-splits.ts";

export interface SplitTrafficOptions {
  readonly splits: TrafficSplits;
  readonly models: Pick<ServedModels, "status">;
  readonly reload: ReloadModel;
  readonly events: Pick<ServingEvents, "trafficSplit">;
}

/** Splits resolve once every version that is named serves; where one cannot, the split stays as it was. */
export function createSplitTraffic({ splits, models, reload, events }: SplitTrafficOptions): SplitTraffic {
  return async (name, traffic, signal) => {
    models.status(name);
    const takeBack = splits.say(name, traffic);
    try {
      await reload(name, signal);
      for (const label of traffic.keys()) checkServed(models.status(name), label);
    } catch (thrown) {
      takeBack();
      // What was loaded for it need not stay.
      await reload(name, signal).catch(() => undefined);
      throw thrown;
    }
    const { current } = models.status(name);
    if (current) events.trafficSplit({ ...current.version, name }, traffic);
  };
}

function checkServed({ name, versions }: ModelStatus, label: string): void {
  const ready = versions.filter(({ state }) => state === "ready");
  if (ready.some(({ version: { version, aliases } }) => version === label || aliases.includes(label))) return;
  throw new GatewayError("invalid_request", `${label}: ${name} has no such version or alias that is ready`);
}
