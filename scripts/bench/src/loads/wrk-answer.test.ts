import { test } from "vitest";
import { parseWrkAnswer } from "./wrk-answer.ts";

const output = (line: string) => `Running 1s test @ http://127.0.0.1:1/\n  1 threads\n${line}\n`;

test("reads what wrk did, in seconds and milliseconds", ({ expect }) => {
  const line = '{"requests":3000,"microseconds":1500000,"p50":250,"p95":1250,"p99":4000,"failed":2}';
  expect(parseWrkAnswer(output(line))).toEqual({
    requests: 3000,
    perSecond: 2000,
    p50Ms: 0.25,
    p95Ms: 1.25,
    p99Ms: 4,
    failed: 2,
  });
});

test.for([
  ["", "wrk said nothing of what it did"],
  ['{"requests":1,"failed":0}', "wrk did not say microseconds"],
] as const)("refuses %j", ([line, message], { expect }) => {
  expect(() => parseWrkAnswer(output(line))).toThrow(message);
});
