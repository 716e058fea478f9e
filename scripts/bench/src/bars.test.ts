import { test } from "vitest";
import { bars, besideOf, verdictOf } from "./bars.ts";
import { idleFact, servers, switchDrift, type Sample } from "./samples.ts";

const sample = (values: Partial<Sample>): Sample => ({
  part: "closed",
  case: "iris",
  server: servers.process,
  connections: 32,
  round: 1,
  perSecond: 0,
  failed: 0,
  ...values,
});

function measure(name: string, samples: readonly Sample[], facts: Parameters<typeof factsOf>[0] = {}) {
  const bar = bars.find((each) => each.name === name);
  if (!bar) throw new Error(`no bar ${name}`);
  const value = bar.measured({ samples, facts: factsOf(facts) });
  return { value: value?.median, verdict: verdictOf(bar, value) };
}

function factsOf(facts: Readonly<Record<string, number>>) {
  return Object.entries(facts).map(([name, value]) => ({ name, value, unit: "" }));
}

function latency(p50Ms: number) {
  return { p50Ms, p95Ms: 1, p99Ms: 1 };
}

test("a ratio is the median of what each round gives", ({ expect }) => {
  const samples = [10, 12, 30].flatMap((perSecond, round) => [
    sample({ round, perSecond }),
    sample({ round, perSecond: 10, server: servers.nothing }),
  ]);
  expect(measure("iris, 32 connections ÷ do-nothing server", samples)).toEqual({
    value: 1.2,
    verdict: "reached",
  });
});

test("a round that misses one side does not count", ({ expect }) => {
  const samples = [
    sample({ perSecond: 20 }),
    sample({ perSecond: 10, server: servers.nothing }),
    sample({ round: 2, perSecond: 1 }),
  ];
  expect(measure("iris, 32 connections ÷ do-nothing server", samples).value).toBe(2);
});

test("other numbers of connections and other cases do not count", ({ expect }) => {
  const samples = [
    sample({ perSecond: 20, connections: 8 }),
    sample({ perSecond: 10, server: servers.nothing }),
    sample({ perSecond: 10, case: "text" }),
  ];
  expect(measure("iris, 32 connections ÷ do-nothing server", samples)).toEqual({
    value: undefined,
    verdict: "not measured",
  });
});

test("what ONNX Runtime does alone has no connections", ({ expect }) => {
  const samples = [
    sample({ case: "mlp", connections: 128, perSecond: 950 }),
    sample({ case: "mlp", connections: 0, perSecond: 1000, server: servers.run64 }),
  ];
  expect(measure("MLP, 128 connections ÷ one core, batch 64", samples)).toEqual({
    value: 0.95,
    verdict: "aim reached",
  });
});

test("another server is compared in its own rounds", ({ expect }) => {
  const beside = { part: "peers", case: besideOf("mlp", "PyTriton") };
  const samples = [
    sample({ ...beside, perSecond: 2000 }),
    sample({ ...beside, perSecond: 1000, server: "PyTriton" }),
  ];
  expect(measure("MLP, 32 connections ÷ PyTriton", samples)).toEqual({ value: 2, verdict: "missed" });
});

test("an added latency is the difference of medians", ({ expect }) => {
  const samples = [
    sample({ connections: 1, latency: latency(0.5) }),
    sample({ connections: 1, latency: latency(0.25), server: servers.onlyRun }),
  ];
  const name = "iris, one connection: median above node:http and session.run";
  expect(measure(name, samples)).toEqual({ value: 0.25, verdict: "reached" });
});

test.for([
  [2, "aim reached"],
  [3, "aim reached"],
  [10, "reached"],
  [10.1, "missed"],
] as const)("a drift of %d %% is %s", ([value, verdict], { expect }) => {
  expect(measure(switchDrift(200), [], { [switchDrift(200)]: value }).verdict).toBe(verdict);
});

test("a bar without an aim is only reached", ({ expect }) => {
  expect(measure(idleFact, [], { [idleFact]: 0.1 }).verdict).toBe("reached");
});
