import { expect, test } from "vitest";
import { nanosecondsOf, notATime } from "./numpy-datetime.ts";

// What NumPy 2.4 gave for each as `datetime64[ns]`.
test.for([
  ["", notATime],
  ["NaT", notATime],
  [" 2020-01-01", 1577836800000000000n],
  ["2020", 1577836800000000000n],
  ["+2020", 1577836800000000000n],
  ["2020-01-02T03:04:05+02:00", 1577927045000000000n],
  ["2020-01-02T03Z", 1577934000000000000n],
  ["2020-01-02T03:04:05.", 1577934245000000000n],
  ["1600-01-01", 6770648073709551616n],
  ["1", -6795364578871345152n],
] as const)("reads %j", ([text, nanoseconds]) => {
  expect(nanosecondsOf(text)).toBe(nanoseconds);
});

test.for([
  " ",
  " NaT",
  "1 ",
  " 1 ",
  "2020-01-01 ",
  "2020-1-1",
  "2020-",
  "2020-01-02+02",
  "2020-01-02T030405",
  "2020-01-02T03:04:05 Z",
  "2020-01-02T24:00",
  "2020-01-02T03:04:60",
  "2020-01-02t03",
  "٣",
])("refuses %j", (text) => {
  expect(nanosecondsOf(text)).toBeUndefined();
});
