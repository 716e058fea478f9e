import { test } from "vitest";
import { giveBack } from "./give-back.ts";

test("large memory goes at once", ({ expect }) => {
  const bytes = Buffer.allocUnsafeSlow(100_000);
  giveBack(bytes.buffer);
  expect(bytes.length).toBe(0);
});

test("small memory stays: others may lie in it", ({ expect }) => {
  const bytes = Buffer.from("a small one");
  giveBack(bytes.buffer);
  expect(bytes.toString()).toBe("a small one");
});

test("memory that has gone may be given back again", ({ expect }) => {
  const bytes = new Float64Array(10_000);
  giveBack(bytes.buffer);
  giveBack(bytes.buffer);
  expect(bytes.length).toBe(0);
});
