import type { ServingEvents } from "@switchyard/core";

/** The same events, and a look at the memory whenever a version has taken some. */
export function withLooks(events: ServingEvents, look: () => void): ServingEvents {
  return {
    ...events,
    modelStateChanged(version, state, failure) {
      events.modelStateChanged(version, state, failure);
      if (state === "ready") look();
    },
    modelWoken(version, durationMs) {
      events.modelWoken(version, durationMs);
      look();
    },
  };
}
