import { fillTensor, type Tensor, type Tensors } from "@switchyard/core";
import { test } from "vitest";
import { keepsCompany } from "./keeps-company.ts";

type Graph = (values: readonly number[]) => readonly number[];

const tensorOf = (values: readonly number[]): Tensor =>
  fillTensor("float64", [values.length], (index) => values[index] ?? 0);
const example = [{ x: tensorOf([100, 101]) }];

function sessionOf(graph: Graph): Parameters<typeof keepsCompany>[0] {
  return {
    inputs: [{ name: "x", dtype: "float64", shape: [-1] }],
    run: async ({ x }: Tensors) => ({ y: tensorOf(graph(Array.from(x?.data ?? [], Number))) }),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const only =
  (takes: (value: number) => boolean, graph: Graph): Graph =>
  (values) => {
    if (!values.every(takes)) throw new Error("refused");
    return graph(values);
  };
const double: Graph = (values) => values.map((value) => value * 2);
const centered: Graph = (values) => values.map((value) => value - sum(values) / values.length);

test.for<[string, Graph, readonly Tensors[], boolean]>([
  ["each row by itself", double, [], true],
  ["rows less their mean", centered, [], false],
  ["a running sum", (values) => values.map((_, index) => sum(values.slice(0, index + 1))), [], false],
  ["one sum of all rows", (values) => [sum(values)], [], false],
  ["rows in order of size", (values) => values.toSorted((one, other) => one - other), [], false],
  ["one row at a time", (values) => (values.length > 1 ? [] : values), [], false],
  ["what takes the narrow range alone", only((value) => value >= 0 && value <= 1, double), [], true],
  ["what takes its example alone", only((value) => value >= 100, double), example, true],
  ["what takes its example alone, less the mean", only((value) => value >= 100, centered), example, false],
  ["what takes zeros alone", only((value) => value === 0, double), [], true],
  ["what takes nothing", only(() => false, double), example, false],
])("%s: %#", async ([, graph, prepared, expected], { expect }) => {
  expect(await keepsCompany(sessionOf(graph), prepared)).toBe(expected);
});
