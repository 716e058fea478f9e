import { GatewayError } from "@switchyard/core";
import { expect, test } from "vitest";
import { readJson } from "../json/read-json.ts";
import { isJsonList, type JsonValue } from "../json/json-value.ts";
import { toDatetimes } from "./pandas-datetime.ts";

const microsecond = 1000n;

function dates(text: string): readonly (string | null)[] {
  return Array.from(toDatetimes(columnOf(text), String), (nanoseconds) =>
    nanoseconds === -(2n ** 63n)
      ? null
      : new Date(Number(nanoseconds / microsecond / 1000n))
          .toISOString()
          .replace(/(?:T00:00:00)?\.000Z$/, ""),
  );
}

function columnOf(text: string): readonly JsonValue[] {
  const value = readJson(Buffer.from(text), { exact: true });
  return isJsonList(value) ? value : [];
}

// What pandas 3.1 made of each.
test.for([
  [
    '["2020-01-02T03:04:05.123", "2020-01-02T03:04:05.123456"]',
    ["2020-01-02T03:04:05.123Z", "2020-01-02T03:04:05.123Z"],
  ],
  ['["20200102"]', ["2020-01-02"]],
  ['["01/02/2020"]', ["2020-01-02"]],
  ['["13/02/2020", "01/02/2020"]', ["2020-02-13", "2020-02-01"]],
  ['["2020/01/02"]', ["2020-01-02"]],
  ['["2020"]', ["2020-01-01"]],
  ['["2020-01"]', ["2020-01-01"]],
  ['["2020-01-02T03"]', ["2020-01-02T03:00:00"]],
  ['["NaT", "", "nan", null, NaN, "2020-01-02"]', [null, null, null, null, null, "2020-01-02"]],
  ["[1e39, null]", [null, null]],
  ["[Infinity]", [null]],
  ["[1.5]", ["1970-01-01"]],
  ['[1577836800000000000, "2020-01-02"]', ["2020-01-01", "2020-01-02"]],
  ["[9223372036854775807]", ["2262-04-11T23:47:16.854Z"]],
] as const)("reads %s", ([text, expected]) => {
  expect(dates(text)).toEqual(expected);
});

test.for([
  '["2020-01-02T03:04:05Z", "2020-01-02T03:04:05"]',
  '["2020-01-02T03:04:05", "2020-01-02T03:04:05Z"]',
  '["2020-01-02T03:04:05Z", "2020-01-02T03:04:05.1Z"]',
  '["2020-01-02T03:04:05Z", "2020-01-02T03:04:05+02:00"]',
  '["2020-01-02T03:04:05", "2020-01-02T03:04:05.123"]',
  '["2020-01-02T03:04:05", "2020-01-02"]',
  '["2020-01-02", "2020/01/02"]',
  '["01/02/2020", "13/02/2020"]',
  '["2020-01-02", 1]',
  '["2020-01-02", 1e39]',
  '[1e39, "2020-01-02"]',
  '["2020-01-02", {}]',
  '["2300-01-01"]',
  '["1"]',
  '["x"]',
  '["None"]',
  "[9223372036854775808]",
  "[18446744073709551616]",
  "[true]",
  "[true, null]",
  "[[]]",
])("refuses %s as data that cannot be read", (text) => {
  expect(codeOf(text)).toBe("invalid_request");
});

test.for(['["2020-01-02T03:04:05Z", null]', '["2020-01-02T03:04:05+0200", "2020-01-02T03:04:05+02:00"]'])(
  "refuses %s for its zone",
  (text) => {
    expect(codeOf(text)).toBe("schema_mismatch");
  },
);

function codeOf(text: string): unknown {
  try {
    return dates(text);
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
}
