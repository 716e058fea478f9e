/** A request as a form describes it, before it is sent. */
export type TryRequest =
  | { readonly kind: "json"; readonly below: "/predict" | "/invocations"; readonly body: string }
  | { readonly kind: "file"; readonly below: "/predict"; readonly file: File };

/** What is wrong with a field of a row, or with the whole input. */
export interface Fault {
  /** Row and column, where it is about one field. */
  readonly row?: number;
  readonly column?: number;
  readonly message: string;
  /** Whether something is missing rather than wrong: told when it is sent, not while it is written. */
  readonly isMissing?: boolean;
}

/** What a form holds now: a request, or why it is none yet. */
export interface Draft {
  readonly request: TryRequest | undefined;
  readonly faults: readonly Fault[];
}

/** A draft that cannot be sent. */
export function faulty(...faults: readonly Fault[]): Draft {
  return { request: undefined, faults };
}
