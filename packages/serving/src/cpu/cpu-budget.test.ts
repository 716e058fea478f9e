import { once, EventEmitter } from "node:events";
import { test } from "vitest";
import { CpuBudget } from "./cpu-budget.ts";
import type { CpuShare } from "./cpu-share.ts";

/** Long enough that no turn becomes overdue within a test. */
const quantumMs = 60_000;

test("lets as many models run as there are cores, and others when one has ended", ({ expect }) => {
  const budget = new CpuBudget({ cores: 2, quantumMs });
  const turns: string[] = [];
  const shares = ["a", "b", "c"].map((name) =>
    budget.join({ priority: 1, onTurn: () => void turns.push(name) }),
  );
  expect(shares.map(begin)).toEqual([true, true, false]);
  expect(turns).toEqual([]);
  shares[1]?.ended();
  shares[1]?.settle(false);
  expect(turns).toEqual(["c"]);
  expect(shares[2]?.mayRun()).toBe(true);
});

test("a model that runs goes on while nobody waits, and while it has credit", ({ expect }) => {
  const budget = new CpuBudget({ cores: 1, quantumMs });
  const [first, second] = [budget.join(quiet), budget.join(quiet)];
  expect([begin(first), begin(first)]).toEqual([true, true]);
  first.ended();
  expect(begin(second)).toBe(false);
  expect(first.mayRun()).toBe(true);
});

test("a model that has had its time waits behind the others", ({ expect }) => {
  const budget = new CpuBudget({ cores: 1, quantumMs: 1e-6 });
  const turns: string[] = [];
  const first = budget.join({ priority: 1, onTurn: () => void turns.push("first") });
  const second = budget.join({ priority: 1, onTurn: () => void turns.push("second") });
  begin(first);
  begin(second);
  expect(first.mayRun()).toBe(false);
  first.ended();
  first.settle(true);
  expect(turns).toEqual(["second"]);
  second.settle(false);
  expect(turns).toEqual(["second", "first"]);
  first[Symbol.dispose]();
});

test("a model that has gone leaves its core, and its place in line", ({ expect }) => {
  const budget = new CpuBudget({ cores: 1, quantumMs });
  const turns: string[] = [];
  const shares = ["a", "b", "c"].map((name) =>
    budget.join({ priority: 1, onTurn: () => void turns.push(name) }),
  );
  shares.forEach(begin);
  shares[1]?.[Symbol.dispose]();
  shares[0]?.[Symbol.dispose]();
  expect(turns).toEqual(["c"]);
  expect(budget.isScarce).toBe(false);
});

test("whoever gets a turn and wants none passes it on", ({ expect }) => {
  const budget = new CpuBudget({ cores: 1, quantumMs });
  const turns: string[] = [];
  const first = budget.join(quiet);
  const second: CpuShare = budget.join({ priority: 1, onTurn: () => second.settle(false) });
  const third = budget.join({ priority: 1, onTurn: () => void turns.push("third") });
  [first, second, third].forEach(begin);
  first.ended();
  first.settle(false);
  expect(turns).toEqual(["third"]);
});

test("nobody waits longer than a turn for a run that cannot be interrupted", async ({ expect }) => {
  const budget = new CpuBudget({ cores: 1, quantumMs: 1 });
  const turns = new EventEmitter();
  using first = budget.join(quiet);
  using second = budget.join({ priority: 1, onTurn: () => void turns.emit("turn") });
  begin(first);
  const turn = once(turns, "turn");
  begin(second);
  const holds = setTimeout(() => undefined, 10_000);
  await turn;
  clearTimeout(holds);
  expect(first.isRunning).toBe(true);
});

const quiet = { priority: 1, onTurn: (): void => undefined };

/** Begins a run if it may. */
function begin(share: CpuShare): boolean {
  const may = share.mayRun();
  if (may) share.began();
  return may;
}
