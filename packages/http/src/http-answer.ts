/** An answer, however it is going to be written. */
export interface HttpAnswer {
  readonly status: number;
  /** Names and values in turn, as Node takes them. Whoever gives them sees to it that the values are fit for headers. */
  readonly headers: readonly string[];
  /** More of them, which come first; the same array in many answers, so that they are checked once and what is made of it is kept. */
  readonly sharedHeaders?: readonly string[];
  readonly body: Uint8Array;
}
