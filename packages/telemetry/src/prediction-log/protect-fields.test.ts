import { expect, test } from "vitest";
import { protect, protectRow } from "./protect-fields.ts";

const protection = { redact: ["name"], hash: ["customer"], hashKey: "key" };

test("leaves out what is redacted and hashes what is hashed, however deep", () => {
  const row = { name: "Ada", age: 36, orders: [{ customer: 7, name: "Ada" }] };
  expect(protectRow(row, protection)).toEqual({
    name: "[redacted]",
    age: 36,
    orders: [{ customer: expect.stringMatching(/^[0-9a-f]{32}$/), name: "[redacted]" }],
  });
});

function hashed(hashKey: string): unknown {
  return protectRow({ customer: 7 }, { ...protection, hashKey });
}

test("the same value has the same hash under one key only", () => {
  expect(hashed("key")).toEqual(hashed("key"));
  expect(hashed("key")).not.toEqual(hashed("other"));
});

test.for([["Ada"], [["Ada", 36]], [36]] as const)(
  "keeps nothing of %j, whose fields have no names",
  ([row]) => {
    expect(protectRow(row, protection)).toBe("[redacted]");
    expect(protectRow(row, { redact: [], hash: [], hashKey: "" })).toEqual(row);
  },
);

test("keeps answers without names", () => {
  expect(protect([1, 2], protection)).toEqual([1, 2]);
});
