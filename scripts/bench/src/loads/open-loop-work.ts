/** What the process of an open loop is to send. */
export interface OpenLoopWork {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Requests a second. */
  readonly rate: number;
}
