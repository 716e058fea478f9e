import type { Operation } from "../ports/servable-model.ts";
import type { Frame } from "./frame.ts";

/** The byte that stands for each kind of frame. */
export const kindBytes: Record<Frame["kind"], number> = {
  load: 1,
  ready: 2,
  failed: 3,
  batch: 4,
  answers: 5,
  log: 6,
  drain: 7,
  begun: 8,
};

/** Operations by the byte that stands for them. */
export const operations: readonly Operation[] = ["invocations", "predict", "infer"];
