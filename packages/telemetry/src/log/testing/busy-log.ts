import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { createLog } from "../create-log.ts";

// Writes many lines, says how many bytes wait, and writes a last one when its reader has taken them.
const log = createLog({ level: "info", format: "json" });
for (let line = 0; line < 20_000; line += 1) {
  log.info("a line", { line, filling: "x".repeat(100) });
  if (line % 100 === 0) await setImmediate();
}
process.stdout.write(JSON.stringify({ waitingBytes: process.stderr.writableLength }));
await once(process.stderr, "drain");
log.info("the last");
