// A client of the platform that asks on and on: runs the given program every few seconds, and notes when it was answered.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

const pauseMs = Number(process.env.POLL_SECONDS || 10) * 1000;
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit());

for (;;) {
  const client = spawn(process.execPath, process.argv.slice(2), { stdio: "inherit" });
  const [code] = await once(client, "exit");
  if (code === 0) writeFileSync("/tmp/answered", "");
  await delay(pauseMs);
}
