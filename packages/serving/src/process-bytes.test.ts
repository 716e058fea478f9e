import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "vitest";
import { processBytes } from "./process-bytes.ts";

test.runIf(process.platform === "linux")("tells what a process holds", async ({ expect }) => {
  const [small, large] = await Promise.all([bytesWith(0), bytesWith(100)]);
  expect((large - small) / 1e6).toBeGreaterThan(80);
  expect((large - small) / 1e6).toBeLessThan(120);
});

test("tells nothing of a process that is not there", async ({ expect }) => {
  expect(await processBytes(2 ** 30)).toBeUndefined();
});

async function bytesWith(megabytes: number): Promise<number> {
  const program = `const held = Buffer.alloc(${megabytes}e6, 1); process.stdout.write("ready"); process.stdin.resume().on("end", () => held.at(0))`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    await once(child.stdout, "data");
    return (await processBytes(child.pid ?? 0)) ?? 0;
  } finally {
    child.kill();
  }
}
