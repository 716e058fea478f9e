import fc from "fast-check";
import { test } from "vitest";
import { allMetrics } from "./all-metrics.ts";
import { coarser } from "./coarser.ts";
import type { Metric } from "./metric.ts";
import { factsOf } from "../testing/metric-facts.ts";
import { writeMetrics } from "./write-metrics.ts";

const gauge = (labels: Readonly<Record<string, string>>, value: number): Metric => ({
  name: "size",
  type: "gauge",
  help: "How large it is",
  labels: Object.keys(labels),
  samples: () => [{ labels, value }],
});

test("writes numbers and classes as Prometheus reads them", ({ expect }) => {
  const histogram: Metric = {
    name: "time",
    type: "histogram",
    help: "How long it took",
    labels: ["a"],
    samples: () => [
      { labels: { a: "b" }, bounds: [0.5, 1, Infinity], values: { counts: [2, 0, 1], sum: 9 } },
    ],
  };
  expect(writeMetrics([gauge({}, Infinity), histogram], factsOf())).toBe(
    [
      "# HELP size How large it is",
      "# TYPE size gauge",
      "size +Inf",
      "# HELP time How long it took",
      "# TYPE time histogram",
      'time_bucket{a="b",le="0.5"} 2',
      'time_bucket{a="b",le="1"} 2',
      'time_bucket{a="b",le="+Inf"} 3',
      'time_sum{a="b"} 9',
      'time_count{a="b"} 3',
      "",
    ].join("\n"),
  );
});

test("a model may be called anything", ({ expect }) => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (model) => {
      const [, , line = ""] = writeMetrics([gauge({ model }, 1)], factsOf()).split("\n");
      const quoted = /^size\{model="(.*)"\} 1$/su.exec(line)?.[1] ?? "nothing";
      const read = quoted.replaceAll(/\\(.)/g, (_, each: string) => (each === "n" ? "\n" : each));
      expect(read).toBe(model.toWellFormed().replaceAll("\0", "\uFFFD"));
    }),
  );
});

test("every name stands for one metric, and each has the labels that it names", ({ expect }) => {
  const metrics = Object.values(allMetrics).flat();
  const names = metrics.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, labels, samples } of metrics)
    for (const sample of samples(factsOf()))
      expect([name, Object.keys(sample.labels)]).toEqual([name, labels]);
});

test("fewer classes hold the same values", ({ expect }) => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 5, maxLength: 5 }), (counts) => {
      const found = coarser({ counts, sum: 1 }, [1, 2, 3, 4, Infinity], [2, 4, Infinity]);
      const [one = 0, two = 0, three = 0, four = 0, five = 0] = counts;
      expect(found).toEqual({ counts: [one + two, three + four, five], sum: 1 });
    }),
  );
});
