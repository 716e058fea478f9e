import {
  GatewayError,
  giveBack,
  isLone,
  largeBytes,
  type ErrorCode,
  type PredictionLog,
  type RequestLog,
  type Tracing,
} from "@switchyard/core";
import type { InferenceBackend, InferenceRequest, InferenceResponse } from "@switchyard/serving";
import type { Access } from "../access/access.ts";
import type { ErrorAnswerOptions } from "../error-answer.ts";
import type { RequestHead } from "../request-head.ts";
import { parseTimeout } from "../parse-timeout.ts";
import { requestIdOf } from "../request-id.ts";
import { identityOf } from "../request-identity.ts";
import { tellUnexpected } from "../tell-unexpected.ts";
import type { TrafficRecorder } from "../traffic/traffic-recorder.ts";
import { errorFormOf } from "../v2/error-form.ts";
import { inferAsked } from "../v2/infer-content.ts";
import { answerUploads } from "./answer-uploads.ts";
import type { Asked, Exchange } from "./exchange.ts";
import { inferenceAnswer } from "./inference-answer.ts";
import { isUploads } from "./read-upload.ts";
import { recordPrediction } from "./record-prediction.ts";
import { recordRequest } from "./record-request.ts";
import type { InferenceTarget } from "./target.ts";

export interface InferenceHandlerOptions {
  readonly dataPlane: InferenceBackend;
  readonly access: Access;
  /** How long a caller waits that does not say how long, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Keeps what was asked and answered, where anybody does. */
  readonly predictionLog: PredictionLog | undefined;
  /** Records the ways of requests, where anybody does. */
  readonly tracing?: Tracing | undefined;
  /** Tells of requests, where anybody listens. */
  readonly requestLog?: RequestLog | undefined;
  /** Counts the requests. */
  readonly traffic: TrafficRecorder;
}

/** Answers inference requests, by whatever way they come. */
export class InferenceHandler {
  readonly #options: InferenceHandlerOptions;

  constructor(options: InferenceHandlerOptions) {
    this.#options = options;
  }

  /** Checks who asks, reads what, asks the model, and writes its answer or a refusal. Never rejects. */
  async handle(exchange: Exchange, target: InferenceTarget): Promise<void> {
    const startMs = performance.now();
    const { access, requestTimeoutMs, predictionLog, tracing, requestLog, traffic } = this.#options;
    traffic.began();
    const { head, caller } = exchange;
    const requestId = requestIdOf(head);
    const trace = tracing?.begin(head.headers);
    let status = 200;
    let version: string | undefined;
    let error: ErrorCode | undefined;
    try {
      exchange.checkMethod();
      access.checkData(head);
      const timeoutMs = parseTimeout(head.headers["x-request-timeout"], requestTimeoutMs);
      const reading = exchange.read(target);
      // To wait for what is there already would cost a turn.
      const read = reading instanceof Promise ? await reading : reading;
      const asked = target.operation === "infer" ? inferAsked(read, head) : read;
      const response = await this.#ask(asked, keyedTarget(target, head), { timeoutMs, caller, trace });
      version = response.model.version.version;
      const totalMs = performance.now() - startMs;
      exchange.write(inferenceAnswer(response, { requestId, totalMs, trace }));
      if (predictionLog) recordPrediction(predictionLog, { requestId, target, asked, response, totalMs });
      else forget(asked, response);
    } catch (thrown) {
      status = refuse(exchange, thrown, { requestId, trace });
      error = GatewayError.from(thrown).code;
      tellUnexpected(thrown, { log: requestLog, head, requestId, trace });
    }
    const endMs = performance.now();
    const durationMs = endMs - startMs;
    traffic.inferred(target.route, status, durationMs);
    if (trace && tracing)
      recordRequest(tracing, { trace, head, target, requestId, startMs, endMs, status, version, error });
    if (!requestLog?.wants()) return;
    const { name: model } = target.ref;
    const identity = identityOf(head, { requestId, trace });
    requestLog.answered({ ...identity, model, version, status, error, durationMs });
  }

  #ask(
    asked: Asked,
    target: InferenceTarget,
    request: Pick<InferenceRequest, "timeoutMs" | "caller" | "trace">,
  ): Promise<InferenceResponse> {
    const { dataPlane } = this.#options;
    if (isUploads(asked)) return answerUploads(asked, { dataPlane, target, request });
    const { timeoutMs, caller, trace } = request;
    const { contentType, body } = asked;
    const { ref, operation } = target;
    return dataPlane.infer({ model: ref, operation, timeoutMs, caller, contentType, body, trace });
  }
}

/** Requests of one key go to one version, where traffic is split. */
function keyedTarget(target: InferenceTarget, { headers }: RequestHead): InferenceTarget {
  const routingKey = headers["x-routing-key"];
  return typeof routingKey === "string" ? { ...target, ref: { ...target.ref, routingKey } } : target;
}

/** What was asked is for nobody any more, unless the answer is made of it. */
function forget(asked: Asked, { answer }: InferenceResponse): void {
  const { body } = isUploads(asked) ? asked[0] : asked;
  if (body.length < largeBytes) return;
  if (isLone(body.buffer) && body.buffer !== answer.body.buffer) giveBack(body.buffer);
}

/** A refusal that cannot be written ends its connection and nothing else. */
function refuse(
  exchange: Exchange,
  thrown: unknown,
  options: Pick<ErrorAnswerOptions, "requestId" | "trace">,
): number {
  try {
    return exchange.refuse(thrown, { ...options, form: errorFormOf(exchange.head.url) });
  } catch {
    exchange.abandon();
    return 0;
  }
}
