import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { sourceArguments } from "@switchyard/core";
import { test } from "vitest";

test("a reader that is slow stops nobody, costs little memory, and is told what it has missed", async ({
  expect,
}) => {
  const main = fileURLToPath(import.meta.resolve("./testing/busy-log.ts"));
  const child = spawn(process.execPath, [...sourceArguments(main), main], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Nobody reads the log until all lines are written.
  const [report] = await once(child.stdout, "data");
  const { waitingBytes } = JSON.parse(String(report));
  expect(waitingBytes).toBeLessThan(1.1 * 1024 * 1024);
  const lines = (await text(child.stderr)).trimEnd().split("\n");
  const told: readonly { readonly message: string; readonly lines?: number }[] = lines.map((line) =>
    JSON.parse(line),
  );
  const missed = told.find(({ message }) => message.startsWith("lines dropped"))?.lines ?? 0;
  expect(missed).toBeGreaterThan(10_000);
  expect(told.length - 1 + missed).toBe(20_001);
  expect(told.at(-1)?.message).toBe("the last");
});
