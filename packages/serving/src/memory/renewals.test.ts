import type { Residence } from "@switchyard/core";
import { test } from "vitest";
import { Renewals } from "./renewals.ts";

const minute = 60_000;

test("exchanges at once, and ever more seldom where that does not help", ({ expect }) => {
  const renewals = new Renewals();
  const one = residence();
  const due: number[] = [];
  for (let nowMs = 0; nowMs <= 10 * minute; nowMs += minute / 4)
    if (renewals.isDue(one, nowMs)) due.push(nowMs / minute);
  expect(due).toEqual([0, 1, 3, 7]);
});

test("one that was well for long is exchanged at once again", ({ expect }) => {
  const renewals = new Renewals();
  const one = residence();
  expect([0, 1, 60, 60.5, 61].map((minutes) => renewals.isDue(one, minutes * minute))).toEqual([
    true,
    true,
    true,
    false,
    true,
  ]);
});

test("one waits for no other", ({ expect }) => {
  const renewals = new Renewals();
  expect([residence(), residence()].map((each) => renewals.isDue(each, 0))).toEqual([true, true]);
});

function residence(): Residence {
  return {
    state: "awake",
    wasAsked: false,
    idleMs: 0,
    isBusy: false,
    rest: () => Promise.resolve(true),
    wake: () => Promise.resolve(),
    renew: () => Promise.resolve(),
  };
}
