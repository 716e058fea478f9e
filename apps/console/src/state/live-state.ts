import type { HistoryEvent } from "../api/history.ts";
import type { ModelLine } from "../api/model-line.ts";
import type { CurrentStatistics } from "../api/statistics.ts";
import type { TrainingJob } from "../api/training.ts";

/** How the page hears of changes. */
export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** The gateway sends no events, so that the list is asked for again and again. */
  | { readonly kind: "polling" }
  | { readonly kind: "lost"; readonly reason: string }
  /** A token is needed first. */
  | { readonly kind: "locked"; readonly reason: string };

/** A model's last ten seconds, and its request rate over the last minute. */
export interface LiveStatistics {
  readonly current: CurrentStatistics;
  readonly rates: readonly number[];
}

/** All that was heard of the gateway; by model, the newest first. */
export interface LiveState {
  readonly connection: Connection;
  readonly models: readonly ModelLine[] | undefined;
  readonly statistics: ReadonlyMap<string, LiveStatistics>;
  readonly history: ReadonlyMap<string, readonly HistoryEvent[]>;
  readonly jobs: ReadonlyMap<string, readonly TrainingJob[]>;
}

/** Before anything was heard. */
export const unheard: LiveState = {
  connection: { kind: "connecting" },
  models: undefined,
  statistics: new Map(),
  history: new Map(),
  jobs: new Map(),
};
