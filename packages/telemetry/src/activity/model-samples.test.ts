import { expect, test } from "vitest";
import { counted } from "../testing/counted.ts";
import { ModelSamples, nothingDone } from "./model-samples.ts";

const sight = { version: "2", memoryBytes: 40e6 };
const { gauges } = nothingDone;

/** Samples of a model that was asked so often in each step of five seconds. */
function after(steps: readonly number[]): {
  readonly samples: ModelSamples;
  readonly asked: number;
  readonly atMs: number;
} {
  const samples = new ModelSamples(0);
  let asked = 0;
  for (const [index, requests] of steps.entries()) {
    asked += requests;
    samples.step({ atMs: (index + 1) * 5000, counts: countsOf(asked) }, { gauges }, sight);
  }
  return { samples, asked, atMs: steps.length * 5000 };
}

function countsOf(requests: number): ReturnType<typeof counted> {
  return counted({ failures: { model: requests } });
}

test("each step tells its own rate", () => {
  const { samples } = after([10, 0, 50]);
  expect(samples.points.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([2, 0, 10]);
  expect(samples.points[0]).toMatchObject({ version: "2", memoryBytes: 40e6, queued: 0, p50Ms: undefined });
});

test.for([
  ["at the start, all there was", { steps: [], expected: 4 }],
  ["after a step, all there was", { steps: [10], expected: 3 }],
  ["later, what there was since the step before the last", { steps: [500, 10], expected: 3 }],
] as const)("what is done now is, %s", ([, { steps, expected }]) => {
  const { samples, asked, atMs } = after(steps);
  const counts = countsOf(asked + 20);
  expect(samples.current({ atMs: atMs + 5000, counts }, { gauges }).requestsPerSecond).toBeCloseTo(
    expected,
    2,
  );
});

test("ten minutes are kept", () => {
  const { samples } = after(Array.from({ length: 130 }, (_, index) => index * 5));
  expect(samples.points).toHaveLength(120);
  expect(samples.points.at(-1)?.requestsPerSecond).toBe(129);
});

test("a model that counts anew has done nothing before", () => {
  const { samples, atMs } = after([500, 500]);
  samples.step({ atMs: atMs + 5000, counts: countsOf(5) }, { gauges }, sight);
  expect(samples.points.at(-1)?.requestsPerSecond).toBeGreaterThan(0);
});
