import type { Activity, ModelHistory, ServingEvents } from "@switchyard/core";
import { EventFeed } from "@switchyard/http";
import { ActivityRecorder, HistoryRecorder } from "@switchyard/telemetry";
import { memoryOf } from "./memory/memory-of.ts";
import type { Models } from "./models.ts";

/** What models do and what has happened to them, and the feed that tells it to those who listen. */
export interface News extends Disposable {
  readonly activity: Activity;
  readonly history: ModelHistory;
  readonly feed: EventFeed;
  /** What it hears of. */
  readonly events: Partial<ServingEvents>;
}

/** Keeps what models do and what happens to them, and feeds it to those who listen as it comes; disposal ends both. */
export function createNews(models: () => Pick<Models, "served" | "statistics">): News {
  const served = {
    names: () => models().served.names(),
    status: (name: string) => models().served.status(name),
  };
  const statistics = { statisticsOf: (name: string) => models().statistics.statisticsOf(name) };
  const activity = new ActivityRecorder({ models: served, statistics, memoryOf });
  const feed = new EventFeed(activity);
  const history = new HistoryRecorder({
    names: served.names,
    onEvent: (model, event) => feed.happened(model, event),
  });
  return {
    activity,
    history,
    feed,
    events: history.events,
    [Symbol.dispose]() {
      feed[Symbol.dispose]();
      activity[Symbol.dispose]();
    },
  };
}
