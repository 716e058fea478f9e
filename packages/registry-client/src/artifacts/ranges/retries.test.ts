import { GatewayError } from "@switchyard/core";
import { test } from "vitest";
import { patient, retried, retryDelayMs } from "./retries.ts";

const { signal } = new AbortController();
const policy = { retries: 2, backoffMs: 1 };

test.for([
  [1, 0, 100],
  [1, 1, 200],
  [2, 1, 400],
  [5, 1, 3200],
  [20, 1, 5000],
] as const)("waits after %i failures, by chance %d, %i ms", ([failures, chance, expected], { expect }) => {
  expect(retryDelayMs(failures, patient, chance)).toBe(expected);
});

test("tries again, but not for ever", async ({ expect }) => {
  let tries = 0;
  const failing = (until: number) => (): Promise<string> => {
    tries += 1;
    return tries > until ? Promise.resolve("done") : Promise.reject(new Error(`try ${tries}`));
  };
  expect(await retried(failing(2), policy, signal)).toBe("done");
  tries = 0;
  await expect(retried(failing(9), policy, signal)).rejects.toThrow("try 3");
});

test("does not try again what would come to the same, nor when nobody waits", async ({ expect }) => {
  let tries = 0;
  const fail = (thrown: Error) => (): Promise<never> => {
    tries += 1;
    return Promise.reject(thrown);
  };
  await expect(
    retried(fail(new GatewayError("load_failed", "no such bucket")), policy, signal),
  ).rejects.toThrow();
  await expect(retried(fail(new Error("reset")), policy, AbortSignal.abort())).rejects.toThrow("reset");
  expect(tries).toBe(2);
});
