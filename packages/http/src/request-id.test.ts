import { expect, test } from "vitest";
import { requestIdOf } from "./request-id.ts";

test("ids are short, printable and never the same", () => {
  const ids = Array.from({ length: 5000 }, () => requestIdOf({ headers: {} }));
  expect(new Set(ids).size).toBe(5000);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{12}-[\da-z]{3,6}$/);
});

test.for([
  ["abc-1", true],
  ["a b", false],
  ["", false],
  ["x".repeat(129), false],
] as const)("%s of the caller is taken: %s", ([given, isTaken]) => {
  expect(requestIdOf({ headers: { "x-request-id": given } }) === given).toBe(isTaken);
});
