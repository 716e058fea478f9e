// A training command for tests: does what its parameters say, as training programs do it.
import { spawn } from "node:child_process";
import { connect } from "node:net";
import process from "node:process";
import { text } from "node:stream/consumers";

const { steps = 0, say = [], code = 0, hang = "no", port = 0 } = JSON.parse(await text(process.stdin));

const tell = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const waitForEver = () => setInterval(() => undefined, 60_000);

for (let step = 1; step <= steps; step += 1)
  tell({ progress: step / steps, message: `step ${step}`, step, metrics: { loss: 1 / step } });
for (const line of say) process.stdout.write(`${line}\n`);

if (hang !== "no") {
  // Whoever listens there sees by the connections which of the processes are alive.
  const hold = `require("node:net").connect(${port}).on("error", () => undefined);`;
  spawn(process.execPath, ["-e", `${hold} setInterval(() => undefined, 60_000)`], { stdio: "ignore" });
  connect(port).on("error", () => undefined);
  if (hang === "deaf") process.on("SIGTERM", () => undefined);
  waitForEver();
} else {
  if (code !== 0) process.stderr.write("Traceback\nValueError: that is no number of trees\n");
  process.exitCode = code;
}
