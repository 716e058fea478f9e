import type { ServingEvents } from "./ports/telemetry.ts";

/** For those who listen to nothing. */
export const silentEvents: ServingEvents = {
  modelStateChanged: () => undefined,
  modelSwitched: () => undefined,
  modelHeld: () => undefined,
  modelFetched: () => undefined,
  modelPrepared: () => undefined,
  modelTimed: () => undefined,
  trafficSplit: () => undefined,
  modelRested: () => undefined,
  modelWoken: () => undefined,
  workerStarted: () => undefined,
  workerEnded: () => undefined,
  workerLog: () => undefined,
};
