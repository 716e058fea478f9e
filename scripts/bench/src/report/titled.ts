/** A case as far as a report names it. */
export interface Titled {
  readonly name: string;
  readonly title: string;
}
