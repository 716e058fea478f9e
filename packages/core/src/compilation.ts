/** The answer of the Python model and of its companion to one request, where they are furthest apart. */
export interface WorstAnswer {
  /** The request body, as it was asked. */
  readonly request: string;
  /** Where in the answers: `predictions[0]`. */
  readonly path: string;
  readonly found: unknown;
  readonly expected: unknown;
}

/** What comparing a companion with its Python model gave. */
export interface Verification {
  /** Rows that both were asked for. */
  readonly rows: number;
  readonly requests: number;
  /** Requests whose answers differ beyond the tolerance. */
  readonly differing: number;
  /** Largest difference of two numbers, as a part of their size; beyond `tolerance` only where `differing` is not 0. */
  readonly largestError: number;
  readonly tolerance: number;
  /** Where the largest difference was seen; undefined where all answers are the same. */
  readonly worst: WorstAnswer | undefined;
}

/** What came of making an ONNX companion for a model of another flavor. */
export interface Compilation {
  /** `compiled`: the companion answers; `refused`: Python does, for the reason given; `off`: nobody asked for one. */
  readonly status: "compiled" | "refused" | "off";
  readonly reason: string | undefined;
  /** What made the companion, with its version: `skl2onnx 1.20.0`. */
  readonly converter: string | undefined;
  readonly verification: Verification | undefined;
}
