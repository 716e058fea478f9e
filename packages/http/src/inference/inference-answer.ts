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
    "Content-Length",
    String(body.length),
    "X-Request-Id",
    requestId,
    "Server-Timing",
    serverTiming(answer, totalMs),
  ];
  if (trace) headers.push(...traceHeaders(trace));
  return { status: 200, headers, sharedHeaders: sharedHeaders(model, contentType), body };
}

const known = new WeakMap<FetchedModel, Map<string, readonly string[]>>();

const mostContentTypes = 64;

/** The headers that many answers of a version have, made once for each kind of content. */
function sharedHeaders(model: FetchedModel, contentType: string): readonly string[] {
  const ofModel = known.get(model);
  const existing = ofModel?.get(contentType);
  if (existing) return existing;
  const made = [...contentHeaders(contentType), ...modelHeaders(model)];
  if (ofModel && ofModel.size < mostContentTypes) ofModel.set(contentType, made);
  else known.set(model, new Map([[contentType, made]]));
  return made;
}

/** The headers that say which version answered. */
function modelHeaders(model: FetchedModel): readonly string[] {
  const { name, version, alias } = model.version;
  const headers = [
    "X-Model-Name",
    headerText(name),
    "X-Model-Version",
    headerText(version),
    "X-Model-Digest",
    model.digest,
  ];
  return alias === undefined ? headers : [...headers, "X-Model-Alias", headerText(alias)];
}

function serverTiming({ queueMs, inferMs }: EncodedAnswer, totalMs: number): string {
  const queue = millisecondsText(queueMs);
  return `queue;dur=${queue}, infer;dur=${millisecondsText(inferMs)}, total;dur=${millisecondsText(totalMs)}`;
}

/** Headers hold Latin characters only: other names are percent-encoded. */
function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text);
}
