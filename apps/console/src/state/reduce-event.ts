import * as v from "valibot";
import { historyEvent } from "../api/history.ts";
import { modelList } from "../api/model-line.ts";
import { statisticsEvent, type CurrentStatistics, type StatisticsEvent } from "../api/statistics.ts";
import { trainingEvent } from "../api/training.ts";
import type { ServerEvent } from "../api/event-parser.ts";
import type { LiveState, LiveStatistics } from "./live-state.ts";
import { mergeHistory } from "./merge-history.ts";
import { mergeJob } from "./merge-job.ts";

const rateCount = 60;

/** What is known once an event was heard; kinds of events that are not known change nothing. */
export function reduceEvent(state: LiveState, { kind, data }: ServerEvent): LiveState {
  switch (kind) {
    case "models":
      return { ...state, models: v.parse(modelList, JSON.parse(data)).models };
    case "statistics":
      return { ...state, statistics: withStatistics(state, v.parse(statisticsEvent, JSON.parse(data))) };
    case "history": {
      const { model, event } = v.parse(historyEvent, JSON.parse(data));
      const known = state.history.get(model) ?? [];
      return { ...state, history: new Map(state.history).set(model, mergeHistory(known, [event])) };
    }
    case "training": {
      const { model, job } = v.parse(trainingEvent, JSON.parse(data));
      const known = state.jobs.get(model) ?? [];
      return { ...state, jobs: new Map(state.jobs).set(model, mergeJob(known, job)) };
    }
    default:
      return state;
  }
}

/** Models that the event does not name are gone. */
function withStatistics(
  { statistics }: LiveState,
  { models }: StatisticsEvent,
): ReadonlyMap<string, LiveStatistics> {
  return new Map(
    Object.entries(models).map(([name, current]) => [name, following(statistics.get(name), current)]),
  );
}

function following(before: LiveStatistics | undefined, current: CurrentStatistics): LiveStatistics {
  const rates = [...(before?.rates ?? []), current.requests_per_second ?? 0];
  return { current, rates: rates.slice(-rateCount) };
}
