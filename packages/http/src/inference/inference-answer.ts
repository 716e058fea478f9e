import type { EncodedAnswer, FetchedModel, TracedRequest } from "@switchyard/core";
import type { InferenceResponse } from "@switchyard/serving";
import type { HttpAnswer } from "../http-answer.ts";
import { millisecondsText } from "../milliseconds-text.ts";
import { traceHeaders } from "../trace-headers.ts";
import { contentHeaders } from "../v2/infer-content.ts";

export interface InferenceAnswerOptions {
  readonly requestId: string;
  readonly totalMs: number;
  /** Where the request's way is recorded. */
  readonly trace?: TracedRequest | undefined;
}

/** The HTTP answer that gives a model's, and says which version it is of and where the time went. */
export function inferenceAnswer(
  { model, answer }: InferenceResponse,
  { requestId, totalMs, trace }: InferenceAnswerOptions,
): HttpAnswer {
  const { contentType, body } = answer;
  const headers = [
    ...contentHeaders(contentType),
    "Content-Length",
    String(body.length),
    "X-Request-Id",
    requestId,
    "Server-Timing",
    serverTiming(answer, totalMs),
  ];
  if (trace) headers.push(...traceHeaders(trace));
  return { status: 200, headers, sharedHeaders: modelHeaders(model), body };
}

const known = new WeakMap<FetchedModel, readonly string[]>();

/** The headers that say which version answered; made once a version. */
function modelHeaders(model: FetchedModel): readonly string[] {
  const existing = known.get(model);
  if (existing) return existing;
  const { name, version, alias } = model.version;
  const headers = [
    "X-Model-Name",
    headerText(name),
    "X-Model-Version",
    headerText(version),
    "X-Model-Digest",
    model.digest,
  ];
  if (alias !== undefined) headers.push("X-Model-Alias", headerText(alias));
  known.set(model, headers);
  return headers;
}

function serverTiming({ queueMs, inferMs }: EncodedAnswer, totalMs: number): string {
  const queue = millisecondsText(queueMs);
  return `queue;dur=${queue}, infer;dur=${millisecondsText(inferMs)}, total;dur=${millisecondsText(totalMs)}`;
}

/** Headers hold Latin characters only: other names are percent-encoded. */
function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text);
}
