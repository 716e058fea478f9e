import { isatty } from "node:tty";
import { createLog } from "@switchyard/telemetry";
import { announce } from "./announce.ts";
import { defaultCacheDirectory } from "./cache-directory.ts";
import { loadConfig, type ConfigSources } from "./config/load-config.ts";
import { startGateway } from "./gateway.ts";
import { loadProgress } from "./load-progress.ts";
import { watchSignals } from "./stop.ts";

/** Serves until a signal comes, then drains; throws `invalid_configuration` when it cannot begin. */
export async function runGateway({ args, env }: ConfigSources): Promise<void> {
  const signals = watchSignals();
  const config = loadConfig({ args, env });
  const { level, format = isatty(2) ? "pretty" : "json" } = config.log;
  const progress = loadProgress(process.stderr);
  const log = createLog({ level, format, beforeLine: progress.clear });
  process.on("uncaughtException", (error) => log.error("unexpected failure", { reason: error.stack }));
  const gateway = await startGateway({
    config,
    cacheDirectory: config.cacheDirectory ?? defaultCacheDirectory(env),
    env,
    log,
    isStopping: signals.isStopping,
    events: progress.events,
    onTried: (name, started) => announce(name, started, progress.clear),
  });
  log.info("listening", { url: gateway.baseUrl });
  void gateway.started.then(() => progress.end());
  const { signal } = await signals.stopped;
  log.info("stopping", { signal });
  const { drainDelayMs, drainTimeoutMs } = config.server;
  await gateway.stop({ delayMs: signal === "SIGTERM" ? drainDelayMs : 0, timeoutMs: drainTimeoutMs });
  log.info("stopped");
}
