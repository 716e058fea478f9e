import type { ParamSpec } from "@switchyard/core";
import { expect, test } from "vitest";
import { readJson } from "../json/read-json.ts";
import { enforceParams } from "./enforce-params.ts";

const specs: readonly ParamSpec[] = [
  { name: "temp", type: { kind: "scalar", type: "double" }, default: 0.1, list: false },
  { name: "top", type: { kind: "scalar", type: "long" }, default: 3, list: false },
  { name: "stop", type: { kind: "scalar", type: "string" }, default: ["."], list: true },
  { name: "since", type: { kind: "scalar", type: "datetime" }, default: "2020-01-01", list: false },
];
const defaults = { temp: 0.1, top: 3, stop: ["."], since: "2020-01-01" };

function enforced(text: string): unknown {
  return enforceParams(readJson(Buffer.from(text), { exact: true }), specs);
}

test.for([
  ["null", {}],
  ["{}", {}],
  ['{"unknown": 1}', {}],
  ['{"temp": 1}', { temp: 1 }],
  ['{"temp": 0.5, "top": 9007199254740993}', { temp: 0.5, top: 9007199254740993n }],
  ['{"temp": null}', { temp: null }],
  ['{"stop": ["a", "b"]}', { stop: ["a", "b"] }],
  ['{"since": ""}', { since: "" }],
  ['{"since": "9999-12-31"}', { since: "9999-12-31" }],
  ['{"since": "2021-02-03T04:05:06"}', { since: "2021-02-03T04:05:06" }],
] as const)("takes %s beside the defaults", ([text, values]) => {
  expect(enforced(text)).toEqual({ ...defaults, ...values });
});

test.for([
  ["1", "Parameters must be a dictionary"],
  ["[1]", "Parameters must be a dictionary"],
  ['{"temp": "1"}', "Invalid parameters found: {('temp', '"],
  ['{"temp": true}', "Invalid parameters found: {('temp', '"],
  ['{"temp": [1]}', "Invalid parameters found: {('temp', '"],
  ['{"top": 1.0}', "Invalid parameters found: {('top', '"],
  ['{"top": true}', "Invalid parameters found: {('top', '"],
  ['{"stop": "a"}', "expected a list"],
  ['{"stop": ["a", 1]}', "[1]: Failed to convert value"],
  ['{"since": "soon"}', "Failed to convert value"],
  ['{"since": 5}', "Failed to convert value"],
  ['{"since": "2020-01-02T03:04:05.1234567"}', "Failed to convert value"],
  ['{"since": "0000-01-01"}', "Failed to convert value"],
  ['{"since": "10000-01-01"}', "Failed to convert value"],
  ['{"stop": [["a"]]}', "expected a list of one level"],
  ['{"stop": ["a", ["b"]]}', "lists of one level differ in length"],
] as const)("refuses %s", ([text, message]) => {
  expect(() => enforced(text)).toThrow(message);
});

test("knows no parameters without a specification", () => {
  expect(enforceParams({ anything: 1 }, undefined)).toEqual({});
  expect(enforceParams(5, undefined)).toEqual({});
});
