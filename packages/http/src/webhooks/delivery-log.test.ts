import { test } from "vitest";
import { DeliveryLog } from "./delivery-log.ts";

test("knows a delivery again until it is too old to be taken", ({ expect }) => {
  const log = new DeliveryLog({ lifeMs: 100, maxIds: 10 });
  expect([log.isNew("a", 0), log.isNew("b", 10), log.isNew("a", 99)]).toEqual([true, true, false]);
  expect([log.isNew("a", 100), log.isNew("b", 100)]).toEqual([true, false]);
});

test("forgets the oldest when it is full", ({ expect }) => {
  const log = new DeliveryLog({ lifeMs: 100, maxIds: 2 });
  for (const id of ["a", "b", "c"]) log.isNew(id, 0);
  expect([log.isNew("c", 0), log.isNew("a", 0)]).toEqual([false, true]);
});
