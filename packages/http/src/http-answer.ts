/** An answer, however it is going to be written. */
export interface HttpAnswer {
  readonly status: number;
  /** Names and values in turn, as Node takes them. */
  readonly headers: readonly string[];
  /** More of them; the same array in many answers, so that what is made of it can be kept. */
  readonly sharedHeaders?: readonly string[];
  readonly body: Uint8Array;
}
