/** A step of a trace, whichever way it goes out. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for none. */
  readonly parentId: string;
  readonly state: string;
  readonly name: string;
  /** Whether it answers what somebody asked from outside. */
  readonly isServer: boolean;
  /** Milliseconds since the epoch. */
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly links: readonly SpanLink[];
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
}
