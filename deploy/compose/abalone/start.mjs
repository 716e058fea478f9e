// The programs of the abalone container: MLflow's server, which is started again whenever it ends, and the model's
// server, with which the container ends. Where ABALONE_MLFLOW_TRACKING_URI names an MLflow elsewhere, none runs here.
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

const longestDelayMs = 30_000;
const steadyMs = 60_000;
const { env } = process;
const inside = "http://127.0.0.1:5000";
const trackingUri = env.ABALONE_MLFLOW_TRACKING_URI || inside;
const ending = new AbortController();

const server = start("node", [
  "--max-semi-space-size=4",
  "--heap-growing-percent=300",
  "/app/apps/cli/dist/main.js",
  "model-server",
]);
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => server.kill(signal));
const mlflow = trackingUri === inside ? keepMlflow() : Promise.resolve();
const [code] = await once(server, "exit");
// Its last predictions are on their way to MLflow until then.
ending.abort();
await mlflow;
process.exitCode = code ?? 1;

/** Runs MLflow until the container ends; one that keeps ending is started less and less often. */
async function keepMlflow() {
  let delayMs = 1000;
  while (!ending.signal.aborted) {
    const startedMs = Date.now();
    await runMlflow();
    delayMs = Date.now() - startedMs > steadyMs ? 1000 : Math.min(delayMs * 2, longestDelayMs);
    if (!ending.signal.aborted) {
      process.stderr.write(`MLflow ended; it starts again in ${delayMs / 1000} s\n`);
      await delay(delayMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }
}

async function runMlflow() {
  const program = start("mlflow", ["server"], { detached: true });
  const stop = () => program.kill("SIGTERM");
  ending.signal.addEventListener("abort", stop);
  await once(program, "exit");
  ending.signal.removeEventListener("abort", stop);
  endGroup(program.pid);
}

/** The processes that it started would keep its port. */
function endGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

function start(program, args, options) {
  return spawn(program, args, {
    ...options,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...env, ABALONE_MLFLOW_TRACKING_URI: trackingUri },
  });
}
