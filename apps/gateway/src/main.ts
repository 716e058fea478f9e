import { isatty } from "node:tty";
import { GatewayError } from "@switchyard/core";
import { createLog } from "@switchyard/telemetry";
import { defaultCacheDirectory } from "./cache-directory.ts";
import { loadConfig } from "./config/load-config.ts";
import { usage } from "./config/usage.ts";
import { startGateway } from "./gateway.ts";
import { announce } from "./announce.ts";
import { watchSignals } from "./stop.ts";

const args = process.argv.slice(2);
const { env } = process;

if (args.includes("--help")) {
  process.stdout.write(usage());
} else {
  try {
    await serve();
  } catch (thrown) {
    if (!(thrown instanceof GatewayError) || thrown.code !== "invalid_configuration") throw thrown;
    process.stderr.write(`switchyard: ${thrown.message}\n`);
    process.exitCode = 2;
  }
}

async function serve(): Promise<void> {
  const signals = watchSignals();
  const config = loadConfig({ args, env });
  const { level, format = isatty(2) ? "pretty" : "json" } = config.log;
  const log = createLog({ level, format });
  process.on("uncaughtException", (error) => log.error("unexpected failure", { reason: error.stack }));
  const gateway = await startGateway({
    config,
    cacheDirectory: config.cacheDirectory ?? defaultCacheDirectory(env),
    env,
    log,
    isStopping: signals.isStopping,
    onTried: announce,
  });
  log.info("listening", { url: gateway.baseUrl });
  const { signal } = await signals.stopped;
  log.info("stopping", { signal });
  const { drainDelayMs, drainTimeoutMs } = config.server;
  await gateway.stop({ delayMs: signal === "SIGTERM" ? drainDelayMs : 0, timeoutMs: drainTimeoutMs });
  log.info("stopped");
}
