import fc from "fast-check";
import { test } from "vitest";
import { chooseResting, type Occupant } from "./choose-resting.ts";

interface Named extends Occupant {
  readonly name: string;
}

const idle = (name: string, idleMs: number, rest: Partial<Occupant> = {}): Named => ({
  name,
  bytes: 10,
  idleMs,
  isBusy: false,
  isUnasked: false,
  isPinned: false,
  ...rest,
});

const limits = { maxBytes: 20, minIdleMs: 100 };

test.for<[what: string, occupants: readonly Named[], resting: readonly string[]]>([
  ["nobody while there is room", [idle("a", 500), idle("b", 500)], []],
  ["the one that was asked longest ago", [idle("a", 200), idle("b", 500), idle("c", 300)], ["b"]],
  ["as many as it takes", [idle("a", 200), idle("b", 500), idle("c", 300), idle("d", 400)], ["b", "d"]],
  ["none that was asked lately", [idle("a", 99), idle("b", 0), idle("c", 100)], ["c"]],
  [
    "first those that nobody has asked, however new",
    [idle("a", 500), idle("b", 1, { isUnasked: true }), idle("c", 300)],
    ["b"],
  ],
  [
    "none that is pinned or busy",
    [idle("a", 500, { isPinned: true }), idle("b", 500, { isBusy: true }), idle("c", 50)],
    [],
  ],
  ["none that holds nothing", [idle("a", 900, { bytes: 0 }), idle("b", 200, { bytes: 30 })], ["b"]],
])("puts to rest %s", ([, occupants, resting], { expect }) => {
  expect(chooseResting(occupants, limits).map(({ name }) => name)).toEqual(resting);
});

const anyOccupant = fc.record({
  bytes: fc.nat(50),
  idleMs: fc.nat(300),
  isBusy: fc.boolean(),
  isUnasked: fc.boolean(),
  isPinned: fc.boolean(),
});

test("keeps the limit as far as it may, and lets no more go than must", ({ expect }) => {
  const faults = fc.check(fc.property(fc.array(anyOccupant), isRight)).counterexample;
  expect(faults).toBeNull();
});

function isRight(occupants: readonly Occupant[]): boolean {
  const chosen = chooseResting(occupants, limits);
  const stay = occupants.filter((each) => !chosen.includes(each));
  const left = bytesOf(stay);
  const last = chosen.at(-1);
  const isNeeded = last === undefined || left + last.bytes > limits.maxBytes;
  return isNeeded && chosen.every(mayGo) && (left <= limits.maxBytes || !stay.some(mayGo));
}

function mayGo({ bytes, isPinned, isBusy, isUnasked, idleMs }: Occupant): boolean {
  return bytes > 0 && !isPinned && !isBusy && (isUnasked || idleMs >= limits.minIdleMs);
}

function bytesOf(occupants: readonly Occupant[]): number {
  return occupants.reduce((sum, { bytes }) => sum + bytes, 0);
}
