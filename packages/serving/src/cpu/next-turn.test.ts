import fc from "fast-check";
import { test } from "vitest";
import { nextTurn } from "./next-turn.ts";

test.for([
  ["nobody when nobody waits", [], undefined],
  ["the first with credit", [claim(-5), claim(3), claim(9)], { index: 1, rounds: 0 }],
  ["the first in line when all come out even", [claim(0), claim(0)], { index: 0, rounds: 1 }],
  ["whoever owes least by rounds", [claim(-25), claim(-15)], { index: 1, rounds: 2 }],
  ["whoever has the priority to make up for it", [claim(-15), claim(-25, 10)], { index: 1, rounds: 1 }],
] as const)("lets go first %s", ([, waiting, expected], { expect }) => {
  expect(nextTurn(waiting, 10)).toEqual(expected);
});

test("whoever always has work gets time by its priority", ({ expect }) => {
  const claimants = fc.record({
    priority: fc.integer({ min: 1, max: 4 }),
    runMs: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(fc.array(claimants, { minLength: 2, maxLength: 5 }), (all) => {
      const shares = all.map(({ priority, runMs }) => ({ priority, runMs, creditMs: 0, takenMs: 0 }));
      for (let turn = 0; turn < 2000; turn += 1) {
        const next = nextTurn(shares, 10);
        for (const share of shares) share.creditMs += (next?.rounds ?? 0) * 10 * share.priority;
        const winner = shares[next?.index ?? 0];
        if (!winner) continue;
        winner.creditMs -= winner.runMs;
        winner.takenMs += winner.runMs;
        shares.push(...shares.splice(shares.indexOf(winner), 1));
      }
      const totalMs = shares.reduce((sum, { takenMs }) => sum + takenMs, 0);
      const weights = shares.reduce((sum, { priority }) => sum + priority, 0);
      for (const { takenMs, priority } of shares)
        expect(Math.abs(takenMs / totalMs - priority / weights)).toBeLessThan(0.2);
    }),
    { numRuns: 30 },
  );
});

function claim(creditMs: number, priority = 1): { readonly creditMs: number; readonly priority: number } {
  return { creditMs, priority };
}
