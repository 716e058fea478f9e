import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { FindTarget, InferenceTarget } from "./inference/target.ts";
import { requestIdOf } from "./request-id.ts";
import { errorFormOf } from "./v2/error-form.ts";
import { writeError } from "./write-error.ts";

/** Answers what is inference. */
export type Infer = (req: IncomingMessage, res: ServerResponse, target: InferenceTarget) => Promise<void>;

export interface HotListenerOptions {
  readonly findTarget: FindTarget;
  readonly infer: Infer;
  /** Answers what is no inference. */
  readonly others: RequestListener;
  readonly isStopping: () => boolean;
}

/** Recognises inference paths by their letters and has them answered at once; gives all else to others. */
export function createHotListener(options: HotListenerOptions): RequestListener {
  const { findTarget, infer, others, isStopping } = options;
  return (req, res) => {
    if (isStopping()) res.setHeader("Connection", "close");
    let target: InferenceTarget | undefined;
    try {
      target = findTarget(req.url ?? "/");
    } catch (thrown) {
      return writeError(res, thrown, { requestId: requestIdOf(req), form: errorFormOf(req.url ?? "/") });
    }
    if (!target) return others(req, res);
    return void infer(req, res, target);
  };
}
