import * as v from "valibot";
import { maybe, type Maybe } from "./maybe.ts";

/** Something that happened to a version of a model. */
export interface HistoryEvent {
  readonly at: string;
  readonly kind: string;
  readonly version?: Maybe<string>;
  readonly from_version?: Maybe<string>;
  readonly alias?: Maybe<string>;
  readonly reason?: Maybe<string>;
  readonly by?: Maybe<string>;
  readonly duration_ms?: Maybe<number>;
}

const historyEntry: v.GenericSchema<unknown, HistoryEvent> = v.object({
  at: v.string(),
  kind: v.string(),
  version: maybe(v.string()),
  from_version: maybe(v.string()),
  alias: maybe(v.string()),
  reason: maybe(v.string()),
  by: maybe(v.string()),
  duration_ms: maybe(v.number()),
});

/** The body of `GET /models/{name}/history`, the newest first. */
export const historyList: v.GenericSchema<unknown, { readonly events: readonly HistoryEvent[] }> = v.object({
  events: v.array(historyEntry),
});

/** The data of the event `history`. */
export const historyEvent: v.GenericSchema<
  unknown,
  { readonly model: string; readonly event: HistoryEvent }
> = v.object({ model: v.string(), event: historyEntry });
