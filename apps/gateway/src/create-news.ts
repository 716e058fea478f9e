import type { ModelHistory, ServingEvents } from "@switchyard/core";
import { EventFeed } from "@switchyard/http";
import { HistoryRecorder } from "@switchyard/telemetry";

/** What has happened to models, and the feed that tells it to those who listen. */
export interface News {
  readonly history: ModelHistory;
  readonly feed: EventFeed;
  /** What it hears of. */
  readonly events: Partial<ServingEvents>;
}

/** Keeps the history of the models that are served, and feeds it to those who listen as it happens. */
export function createNews(names: () => readonly string[]): News {
  const feed = new EventFeed();
  const history = new HistoryRecorder({ names, onEvent: (model, event) => feed.happened(model, event) });
  return { history, feed, events: history.events };
}
