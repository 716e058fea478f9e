import { GatewayError, type ErrorCode, type ServingGauges } from "@switchyard/core";
import { test } from "vitest";
import { StatisticsBook } from "./statistics-book.ts";

const idle: ServingGauges = { queued: 0, maxQueued: 10, inFlight: 0, restarts: 0, workers: 1, pids: [7] };
const iris = (version: string): { name: string; version: string } => ({ name: "iris", version });
const work = { decodeMs: 1, encodeMs: 1, runRows: [2] };

test("a version that serves no longer stays in its model's sum, and is no version any more", ({ expect }) => {
  const book = new StatisticsBook();
  const old = book.open(iris("1"), () => idle);
  old.recorder.requests += 3;
  old.recorder.worked(work, 1);
  using next = book.open(iris("2"), () => idle);
  next.recorder.requests += 2;
  old[Symbol.dispose]();
  const found = book.statisticsOf("iris");
  expect(found?.counts).toMatchObject({ requests: 5, rows: 2, runs: 1 });
  expect(found?.versions).toMatchObject([{ version: "2", counts: { requests: 2 } }]);
});

test("a version that takes its own place counts on", ({ expect }) => {
  const book = new StatisticsBook();
  const old = book.open(iris("1"), () => idle);
  old.recorder.requests += 1;
  using _ = book.open(iris("1"), () => ({ ...idle, queued: 4 }));
  expect(book.statisticsOf("iris")?.versions).toMatchObject([
    { counts: { requests: 1 }, gauges: { workers: 2, queued: 4, pids: [7, 7] } },
  ]);
  old[Symbol.dispose]();
  expect(book.statisticsOf("iris")?.versions).toMatchObject([
    { counts: { requests: 1 }, gauges: { workers: 1 } },
  ]);
});

test("what finds no version is rejected; a name that means no model is not kept", ({ expect }) => {
  const book = new StatisticsBook();
  book.refused("iris", new GatewayError("model_not_ready", "iris is loading"));
  book.refused("nothing", new GatewayError("model_not_found", "no model nothing is served"));
  expect(book.statisticsOf("iris")?.counts).toMatchObject({ requests: 1, failures: { rejected: 1 } });
  expect(book.statisticsOf("nothing")).toBeUndefined();
});

test("a model that is served no longer is forgotten", ({ expect }) => {
  const book = new StatisticsBook();
  using _ = book.open(iris("1"), () => idle);
  book.forget("iris");
  expect(book.statisticsOf("iris")).toBeUndefined();
});

test.for([
  ["overloaded", false, "rejected"],
  ["model_not_ready", false, "rejected"],
  ["schema_mismatch", false, "bad_request"],
  ["model_error", false, "model"],
  ["deadline_exceeded", false, "model"],
  ["deadline_exceeded", true, "cancelled"],
  ["internal", false, "other"],
] as const satisfies readonly (readonly [ErrorCode, boolean, string])[])(
  "a failure with %s of a caller that has gone (%s) is %s",
  ([code, isGone, reason], { expect }) => {
    using opened = new StatisticsBook().open(iris("1"), () => idle);
    opened.recorder.failed(code, isGone);
    const { failures } = opened.recorder.snapshot();
    expect(Object.entries(failures).filter(([, count]) => count > 0)).toEqual([[reason, 1]]);
  },
);
