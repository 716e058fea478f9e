/** The one model that a listener's own paths mean, such as `/invocations`: as `mlflow models serve` has them. */
export interface RootModel {
  /** The name under which it is served. */
  readonly model: string;
}
