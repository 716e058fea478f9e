import { randomBytes } from "node:crypto";
import type { AnsweredFrame, FramedRequest } from "@switchyard/core";
import type { Span } from "./span.ts";

/**
 * The spans of a frame: how long each of its requests waited and how long their run took, and the frame itself, with
 * links to all of them. It belongs to the trace of the first, and the others find it by the link of their run.
 */
export function spansOfFrame(frame: AnsweredFrame, epochMs: number): readonly Span[] {
  const { traced, model, version, error, ...times } = frame;
  const [first] = traced;
  if (!first) return [];
  const batch: Span = {
    ...childOf(first),
    name: "batch",
    startMs: epochMs + times.startMs,
    endMs: epochMs + times.endMs,
    attributes: { model_name: model, model_version: version, ...workOf(frame) },
    links: traced.map(({ trace: { traceId, spanId } }) => ({ traceId, spanId })),
    error: error && { code: error, message: "" },
  };
  return [batch, ...traced.flatMap((request) => spansOfRequest(request, batch, epochMs))];
}

function workOf({ pid, requests, work }: AnsweredFrame): Span["attributes"] {
  const all = { "process.pid": pid, batch_requests: requests };
  if (!work) return all;
  const rows = work.runRows.reduce((sum, each) => sum + each, 0);
  return { ...all, rows, runs: work.runRows.length, decode_ms: work.decodeMs, encode_ms: work.encodeMs };
}

function spansOfRequest(request: FramedRequest, batch: Span, epochMs: number): readonly Span[] {
  const { queuedMs, inferMs, error } = request;
  const { attributes } = batch;
  const queue = { ...childOf(request), name: "queue", startMs: epochMs + queuedMs, endMs: batch.startMs };
  const infer: Span = {
    ...childOf(request),
    name: "infer",
    // Answers leave as soon as their run has ended: it took the last part of the time.
    startMs: Math.max(batch.startMs, batch.endMs - inferMs),
    endMs: batch.endMs,
    attributes,
    links: [{ traceId: batch.traceId, spanId: batch.spanId }],
    error: error && { code: error, message: "" },
  };
  return [{ ...queue, attributes, links: [], error: undefined }, infer];
}

function childOf({
  trace: { traceId, spanId, state },
}: FramedRequest): Pick<Span, "traceId" | "spanId" | "parentId" | "state" | "isServer"> {
  return { traceId, spanId: randomBytes(8).toString("hex"), parentId: spanId, state, isServer: false };
}
