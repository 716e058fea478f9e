import { test } from "vitest";
import { parseYaml } from "./parse-yaml.ts";

test.for([
  ["123e45", "123e45"],
  ["12e03", "12e03"],
  ["1e5", "1e5"],
  ["0o17", "0o17"],
  ["'0123'", "0123"],
  ["2026-11-21 10:00:00.123456", "2026-11-21 10:00:00.123456"],
  ["2026-11-21", "2026-11-21"],
  ["3.11.2", "3.11.2"],
  ["'2.10'", "2.10"],
  ["m-0123456789abcdef", "m-0123456789abcdef"],
  ["y", "y"],
  ["17", 17],
  ["-1", -1],
  ["017", 15],
  ["0x1F", 31],
  ["1_000", 1000],
  ["1.5", 1.5],
  ["1.0e+3", 1000],
  ["-.inf", -Infinity],
  [".nan", Number.NaN],
  ["yes", true],
  ["Off", false],
  ["~", null],
  ["", null],
  ["'null'", "null"],
] as const)("reads %s", ([text, expected], { expect }) => {
  expect(parseYaml(`value: ${text}\n`)).toEqual({ value: expected });
});

test("follows anchors, and lets the last of two equal keys win", ({ expect }) => {
  expect(parseYaml("a: &id001 {x: 1}\nb: *id001\na: 2\n")).toEqual({ a: 2, b: { x: 1 } });
});

test("reads a value that spans lines as one text", ({ expect }) => {
  expect(parseYaml('signature:\n  inputs: \'[{"a": 1},\n    {"b": 2}]\'\n')).toEqual({
    signature: { inputs: '[{"a": 1}, {"b": 2}]' },
  });
});
