import type { AnsweredRequest, TracedStep, TraceRecord } from "@switchyard/core";
import { routeOf } from "./route-of.ts";
import type { Span } from "./span.ts";
import { spansOfFrame } from "./spans-of-frame.ts";

/** The spans that a record stands for; the epoch is when the times of its process began. */
export function spansOf(record: TraceRecord, epochMs: number): readonly Span[] {
  switch (record.kind) {
    case "request":
      return [spanOfRequest(record, epochMs)];
    case "frame":
      return spansOfFrame(record, epochMs);
    case "step":
      return [spanOfStep(record, epochMs)];
  }
}

function spanOfRequest(request: AnsweredRequest, epochMs: number): Span {
  const { trace, startMs, endMs, status, error } = request;
  const path = request.url.split("?", 1)[0] ?? "";
  const route = routeOf(path);
  return {
    ...trace,
    name: `POST ${route}`,
    isServer: true,
    startMs: epochMs + startMs,
    endMs: epochMs + endMs,
    attributes: { ...httpAttributes(request, path, route), ...modelAttributes(request) },
    links: [],
    // What the caller has done wrong is no failure of the server's.
    error: error !== undefined && status >= 500 ? { code: error, message: "" } : undefined,
  };
}

function httpAttributes(
  { status, userAgent, error }: AnsweredRequest,
  path: string,
  route: string,
): Span["attributes"] {
  return {
    "http.request.method": "POST",
    "http.route": route,
    "http.response.status_code": status,
    "url.path": path,
    "url.scheme": "http",
    ...(userAgent !== undefined && { "user_agent.original": userAgent }),
    ...(error !== undefined && { "error.type": error }),
  };
}

function modelAttributes({ model, version, requestId, operation }: AnsweredRequest): Span["attributes"] {
  return {
    model_name: model,
    ...(version !== undefined && { model_version: version }),
    request_id: requestId,
    operation,
  };
}

function spanOfStep(
  { trace, name, isRequest, attributes, error, ...times }: TracedStep,
  epochMs: number,
): Span {
  return {
    ...trace,
    name,
    isServer: isRequest,
    startMs: epochMs + times.startMs,
    endMs: epochMs + times.endMs,
    attributes,
    links: [],
    error,
  };
}
