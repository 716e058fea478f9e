import { test } from "vitest";
import { chooseEvictions } from "./choose-evictions.ts";

const model = (digest: string, lastUsedMs: number, isUsed = false) => ({
  digest,
  sizeBytes: 10,
  lastUsedMs,
  isUsed,
});
const models = [model("b", 2), model("used", 0, true), model("c", 3), model("a", 1)];

test.for([
  [-5, []],
  [0, []],
  [1, ["a"]],
  [10, ["a"]],
  [11, ["a", "b"]],
  [99, ["a", "b", "c"]],
] as const)("for %i bytes too many, %j go", ([excessBytes, expected], { expect }) => {
  expect(chooseEvictions(models, excessBytes)).toEqual(expected);
});
