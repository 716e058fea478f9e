import { GatewayError, type FramedRequest, type ModelVersion, type Tracing } from "@switchyard/core";
import type { PendingRequest } from "./pending-request.ts";
import type { Frame } from "./worker-lane.ts";
import type { Answered } from "./worker-link.ts";

export interface FrameTracerOptions {
  readonly tracing: Tracing;
  readonly version: Pick<ModelVersion, "name" | "version">;
}

/** Records the frames that hold requests whose way is recorded. */
export class FrameTracer {
  readonly #options: FrameTracerOptions;

  constructor(options: FrameTracerOptions) {
    this.#options = options;
  }

  /** A worker has answered a frame, or ended over it. */
  ended(frame: Frame, pid: number, result: Answered | GatewayError): void {
    if (!frame.some(isTraced)) return;
    const { tracing, version } = this.#options;
    tracing.record({
      kind: "frame",
      startMs: frame[0]?.sentMs ?? 0,
      endMs: performance.now(),
      model: version.name,
      version: version.version,
      pid,
      requests: frame.length,
      traced: frame.flatMap((pending, index) => framed(pending, result, index)),
      ...(result instanceof GatewayError
        ? { work: undefined, error: result.code }
        : { work: result.work, error: undefined }),
    });
  }
}

function isTraced({ request }: PendingRequest): boolean {
  return request.trace !== undefined;
}

function framed(
  { request: { trace }, queuedMs }: PendingRequest,
  result: Answered | GatewayError,
  index: number,
): readonly FramedRequest[] {
  if (!trace) return [];
  if (result instanceof GatewayError) return [{ trace, queuedMs, inferMs: 0, error: result.code }];
  const outcome = result.answers[index];
  if (outcome?.ok) return [{ trace, queuedMs, inferMs: outcome.value.inferMs, error: undefined }];
  return [{ trace, queuedMs, inferMs: 0, error: outcome?.error.code ?? "internal" }];
}
