import { setTimeout as passing } from "node:timers/promises";
import { fillTensor, type Tensors } from "@switchyard/core";
import { test } from "vitest";
import { rowCount } from "../rows.ts";
import { gainsFromCompany } from "./gains-from-company.ts";

const rows = (count: number): Tensors => ({ x: fillTensor("float32", [count, 2], () => 1) });

test.for([
  ["each row takes its time", (count: number) => 25 * count, false],
  ["all rows take the time of one", () => 25, true],
] as const)("when %s", async ([, timeMs, gains], { expect }) => {
  const run = async (inputs: Tensors): Promise<Tensors> => {
    await passing(timeMs(rowCount(inputs)));
    return inputs;
  };
  expect(await gainsFromCompany({ run }, rows(3))).toBe(gains);
});

test("nothing is gained where no two rows run, or what runs has no rows", async ({ expect }) => {
  expect(await gainsFromCompany({ run: refuse }, rows(1))).toBe(false);
  expect(await gainsFromCompany({ run: refuse }, { x: fillTensor("float32", [], () => 1) })).toBe(false);
});

async function refuse(): Promise<Tensors> {
  throw new Error("one row only");
}
