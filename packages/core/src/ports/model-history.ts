/** What can happen to a served model. */
export type HistoryKind =
  | "loading"
  | "ready"
  | "switched"
  | "failed"
  | "held"
  | "rolled_back"
  | "draining"
  | "closed"
  | "restarted"
  | "resting"
  | "woken"
  | "traffic";

/** Something that happened to a version of a model. */
export interface HistoryEvent {
  readonly at: Date;
  readonly kind: HistoryKind;
  readonly version: string;
  /** The version whose place it took. */
  readonly fromVersion: string | undefined;
  /** The alias that was followed to it. */
  readonly alias: string | undefined;
  readonly reason: string | undefined;
  /** How long it took to come to this. */
  readonly durationMs: number | undefined;
}

/** What has happened to models since the start. */
export interface ModelHistory {
  /** The latest events of a model, the newest first; none of one that is not known. */
  of(name: string): readonly HistoryEvent[];
}
