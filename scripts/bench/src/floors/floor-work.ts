/** What a floor's process is to do. */
export interface FloorWork {
  /** Path of the graph. */
  readonly model: string;
  readonly batch: number;
  readonly seconds: number;
  /** Path of a picture that is decoded for each run. */
  readonly picture?: string;
}
