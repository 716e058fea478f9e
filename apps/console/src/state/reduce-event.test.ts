import { test } from "vitest";
import { unheard, type LiveState } from "./live-state.ts";
import { reduceEvent } from "./reduce-event.ts";

const line = { name: "iris", uri: "models:/iris@champion", status: "ready" };

function heard(...events: readonly (readonly [kind: string, data: unknown])[]): LiveState {
  return events.reduce(
    (state, [kind, data]) => reduceEvent(state, { kind, data: JSON.stringify(data) }),
    unheard,
  );
}

test("the list replaces the one before", ({ expect }) => {
  const state = heard(
    ["models", { models: [line, { ...line, name: "old" }] }],
    ["models", { models: [line] }],
  );
  expect(state.models?.map(({ name }) => name)).toEqual(["iris"]);
});

test("rates are kept for a minute, and forgotten with their model", ({ expect }) => {
  const at = "2026-11-22T10:00:00Z";
  const seconds = Array.from({ length: 70 }, (_, second) => second);
  const state = heard(
    ...seconds.map(
      (rate) => ["statistics", { at, models: { iris: { requests_per_second: rate }, gone: {} } }] as const,
    ),
    ["statistics", { at, models: { iris: { requests_per_second: null } } }],
  );
  expect(state.statistics.get("iris")?.rates).toEqual([...seconds.slice(-59), 0]);
  expect(state.statistics.has("gone")).toBe(false);
});

test("history is sorted, the newest first, and tells nothing twice", ({ expect }) => {
  const early = { at: "2026-11-22T10:00:00Z", kind: "loading", version: "2" };
  const late = { at: "2026-11-22T10:00:01Z", kind: "switched", version: "2", from_version: "1" };
  const state = heard(
    ["history", { model: "iris", event: late }],
    ["history", { model: "iris", event: early }],
    ["history", { model: "iris", event: late }],
  );
  expect(state.history.get("iris")?.map(({ kind }) => kind)).toEqual(["switched", "loading"]);
});

test("a job takes the place of its earlier state", ({ expect }) => {
  const job = {
    job_id: "1",
    status: "running",
    parameters: {},
    metrics: {},
    created_at: "2026-11-22T10:00:00Z",
  };
  const state = heard(
    ["training", { model: "iris", job }],
    ["training", { model: "iris", job: { ...job, job_id: "2" } }],
    ["training", { model: "iris", job: { ...job, status: "succeeded" } }],
  );
  expect(state.jobs.get("iris")?.map((each) => [each.job_id, each.status])).toEqual([
    ["2", "running"],
    ["1", "succeeded"],
  ]);
});

test("an event of another kind changes nothing", ({ expect }) => {
  expect(heard(["weather", {}])).toBe(unheard);
});

test("an event of another form is refused", ({ expect }) => {
  expect(() => heard(["models", { models: [{}] }])).toThrow(/Invalid key/);
});
