import { test } from "vitest";
import { splitLine } from "./split-line.ts";

test.for([
  ["", [""]],
  ["switchyard", ["switchyard"]],
  ["switchyard ", ["switchyard", ""]],
  ["switchyard  predict  ir", ["switchyard", "predict", "ir"]],
  ["predict 'a b", ["predict", "a b"]],
  ['predict "a \\" b" c', ["predict", 'a " b', "c"]],
  ["predict a\\ b", ["predict", "a b"]],
  ["-m models:/iris@ch", ["-m", "models:/iris@ch"]],
] as const)("%j", ([line, words], { expect }) => {
  expect(splitLine(line)).toEqual(words);
});
