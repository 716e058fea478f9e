import type { TracedStep, TracingStatus } from "@switchyard/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSampler, samplerNames } from "./sampler.ts";
import { isInPart, TraceIds } from "./trace-ids.ts";
import { TraceRecorder, type RecordedTraces, type TraceRecorderOptions } from "./trace-recorder.ts";

const traceparent = (isSampled: boolean): string =>
  `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-${isSampled ? "01" : "00"}`;

interface Recording {
  readonly recorder: TraceRecorder;
  readonly sent: RecordedTraces[];
  readonly report: (status: TracingStatus) => void;
}

function recording(options: Partial<TraceRecorderOptions> = {}): Recording {
  const sent: RecordedTraces[] = [];
  const listeners: Recording["report"][] = [];
  const recorder = new TraceRecorder({
    sampler: { isParentBased: true, ratio: 1 },
    maxWaiting: 1000,
    endTimeoutMs: 0,
    openChannel(onStatus) {
      listeners.push(onStatus);
      return { send: (traces) => void sent.push(traces), end: () => Promise.resolve() };
    },
    ...options,
  });
  return { recorder, sent, report: (status) => listeners.forEach((listener) => listener(status)) };
}

function step({ recorder }: Recording): TracedStep {
  const trace = recorder.begin({}) ?? { traceId: "", spanId: "", parentId: "", state: "" };
  const times = { startMs: 1, endMs: 2 };
  return { kind: "step", trace, name: "a", isRequest: false, ...times, attributes: {}, error: undefined };
}

test.for(
  samplerNames.flatMap((name) =>
    ([true, false, undefined] as const).map((parent) => [name, parent] as const),
  ),
)("%s of a caller that has sampled (%s) decides as OpenTelemetry's does", ([name, parent]) => {
  const { recorder } = recording({ sampler: createSampler({ sampler: name, ratio: 0 }) });
  const headers = parent === undefined ? {} : { traceparent: traceparent(parent) };
  const follows = name.startsWith("parentbased_") && parent !== undefined;
  expect(recorder.begin(headers) !== undefined).toBe(follows ? parent : name.endsWith("always_on"));
});

test("of the requests that nobody has decided about, the part is recorded", () => {
  const { recorder } = recording({ sampler: { isParentBased: true, ratio: 0.1 } });
  const recorded = Array.from({ length: 20_000 }, () => recorder.begin({})).filter(Boolean).length;
  expect(recorded).toBeGreaterThan(1700);
  expect(recorded).toBeLessThan(2300);
});

test("who begins a trace and who continues it draw the same line", () => {
  const ids = new TraceIds();
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (ratio) => {
      const begun = Array.from({ length: 50 }, () => ids.trace(ratio)).filter((id) => id !== undefined);
      expect(begun.every((id) => isInPart(id, ratio))).toBe(true);
    }),
  );
});

test("no two ids are alike", () => {
  const ids = new TraceIds();
  expect(new Set(Array.from({ length: 5000 }, () => ids.span())).size).toBe(5000);
});

test("records travel together, and what is too much is dropped and counted", () => {
  const made = recording();
  for (let index = 0; index < 1500; index += 1) made.recorder.record(step(made));
  expect(made.sent.map(({ count }) => count)).toEqual([256, 256, 256]);
  expect(made.recorder.status()).toEqual({ exported: 0, dropped: 500, failure: undefined });
  made.report({ exported: 256, dropped: 0, failure: undefined });
  for (let index = 0; index < 256; index += 1) made.recorder.record(step(made));
  expect(made.recorder.status()).toEqual({ exported: 256, dropped: 500, failure: undefined });
});

test("what waits is sent at the end", async () => {
  const made = recording();
  made.recorder.record(step(made));
  await made.recorder[Symbol.asyncDispose]();
  expect(made.sent).toHaveLength(1);
});

test("why nothing can be exported is told once, until the reason is another", () => {
  const reasons: string[] = [];
  const { report } = recording({ onFailure: (reason) => reasons.push(reason) });
  for (const failure of ["refused", "refused", undefined, "refused", "late"])
    report({ exported: 0, dropped: 0, failure });
  expect(reasons).toEqual(["refused", "refused", "late"]);
});
