import { test } from "vitest";
import { Findings, servers, type Sample } from "../samples.ts";
import { resultsMarkdown } from "./markdown.ts";
import { closedPlot, peersPlot } from "./plots.ts";

const machine = {
  processor: "a processor",
  cores: 2,
  memoryGiB: 8,
  node: "v24",
  loadGenerator: "wrk",
  loadBefore: 0,
  date: "2026-11-22",
};
const iris = { name: "iris", title: "four numbers" };

function sample(server: string, perSecond: number, more: Partial<Sample> = {}): Sample {
  const latency = { p50Ms: 1, p95Ms: 2, p99Ms: 3 };
  const given = { part: "closed", case: "iris", connections: 32, round: 1, failed: 0 };
  return { ...given, server, perSecond, latency, cpuMicros: 20, ...more };
}

function report(samples: readonly Sample[]): string {
  const findings = new Findings();
  findings.samples.push(...samples);
  findings.facts.push({ name: "memory", value: 100, unit: "MiB" });
  findings.absences.push({ server: "Other", reason: "no such package" });
  return resultsMarkdown({ machine, rounds: 2, seconds: 3, findings }, [iris], new Set(["iris"]));
}

test("each server of a case has a line, with its ratio to doing nothing", ({ expect }) => {
  const text = report([
    sample(servers.nothing, 1000),
    sample(servers.process, 900),
    sample(servers.nothing, 1000, { round: 2 }),
    sample(servers.process, 1100, { round: 2, failed: 1 }),
  ]);
  expect(text).toContain("### four numbers\n\n![iris](iris.svg)");
  expect(text).toMatch(/\| Switchyard +\| +32 \| +1000 \(900–1100\) \| +1\.00 \(0\.90–1\.10\) \|.* 1 \|/);
});

test("where the work alone was measured, each server has its ratio to that", ({ expect }) => {
  const text = report([sample(servers.process, 900), sample(servers.run64, 1000, { connections: 0 })]);
  expect(text).toMatch(/\| server +\| load \| req\/s \| ÷ floor \|/);
  expect(text).toMatch(/\| Switchyard +\| +32 \| +900 \| +0\.90 \|/);
});

test("columns that nobody has are left out", ({ expect }) => {
  const text = report([sample(servers.process, 900, { cpuMicros: NaN })]);
  expect(text).toContain("| server     | load | req/s | p50 ms | p95 ms | p99 ms | failed |");
});

test("what could not be measured is named with its reason", ({ expect }) => {
  expect(report([])).toContain("## Not measured\n\n- Other: no such package");
});

test("a plot has a bar a server and a level a floor that is not far above", ({ expect }) => {
  const samples = [
    sample(servers.process, 900),
    sample(servers.run64, 1000, { connections: 0 }),
    sample(servers.run64All, 9000, { connections: 0 }),
  ];
  expect(closedPlot(iris, samples)).toMatchObject({
    groups: ["32 connections"],
    series: [{ name: servers.process, values: [900] }],
    levels: [{ name: servers.run64, value: 1000 }],
  });
});

test("other servers are plotted by model", ({ expect }) => {
  const samples = [
    sample("LitServe", 10, { part: "peers", case: "mlp beside LitServe" }),
    sample("Ray Serve", 5, { part: "peers", case: "iris-onnx beside Ray Serve" }),
  ];
  expect(peersPlot(samples)).toMatchObject({
    groups: ["mlp", "iris-onnx"],
    series: [
      { name: "LitServe", values: [10, undefined] },
      { name: "Ray Serve", values: [undefined, 5] },
    ],
  });
});
