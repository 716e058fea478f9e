/** What became of a request. */
export type AnswerState =
  | { readonly kind: "none" }
  | { readonly kind: "asking" }
  /** It never got an answer. */
  | { readonly kind: "unsent"; readonly message: string }
  | Answered;

/** What the gateway answered, and who. */
export interface Answered {
  readonly kind: "answered";
  readonly status: number;
  readonly ms: number;
  readonly body: unknown;
  readonly version: string | undefined;
  readonly digest: string | undefined;
  readonly requestId: string | undefined;
  /** What the gateway says of its own time. */
  readonly serverMs: number | undefined;
}
