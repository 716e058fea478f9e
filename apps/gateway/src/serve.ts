import { isatty } from "node:tty";
import { GatewayError } from "@switchyard/core";
import type { RootModel } from "@switchyard/http";
import { createLog } from "@switchyard/telemetry";
import { announce } from "./announce.ts";
import { defaultCacheDirectory } from "./cache-directory.ts";
import type { Config } from "./config/config.ts";
import { consoleDirectory } from "./console-directory.ts";
import { startGateway, type Gateway } from "./gateway.ts";
import { loadProgress } from "./load-progress.ts";
import type { Models } from "./models.ts";
import { secretsOf } from "./secrets-of.ts";
import { watchSignals } from "./stop.ts";

export interface ServeOptions {
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The model that paths without a name mean. */
  readonly root?: RootModel;
  /** Ends when the root's model cannot be served at the start, rather than trying on. */
  readonly mustLoad?: boolean;
}

/**
 * Serves until a signal comes, then drains. Throws `invalid_configuration` when it cannot begin, and `load_failed`
 * where the root's model must be served and cannot be.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const { config, env, root } = options;
  const signals = watchSignals();
  const { level, format = isatty(2) ? "pretty" : "json" } = config.log;
  const progress = loadProgress(process.stderr);
  const log = createLog({ level, format, secrets: secretsOf(config, env), beforeLine: progress.clear });
  // Who reads the log may be gone: to tell that there would fail again, and again.
  process.stderr.on("error", () => undefined);
  process.on("uncaughtException", (error) => log.error("unexpected failure", { reason: error.stack }));
  const gateway = await startGateway({
    config,
    cacheDirectory: config.cacheDirectory ?? defaultCacheDirectory(env),
    env,
    log,
    root,
    consoleDirectory,
    isStopping: signals.isStopping,
    events: progress.events,
    onTried: (name, started) => tell(name, started, { ...options, beforeLine: progress.clear }),
  });
  log.info("listening", { url: gateway.baseUrl });
  const failed = gateway.started.then(() => {
    progress.end();
    return failureOf(gateway.models, options);
  });
  const failure = await Promise.race([failed, signals.stopped.then(() => undefined)]);
  if (failure) {
    await gateway.stop({ delayMs: 0, timeoutMs: 0 });
    throw failure;
  }
  const { signal } = await signals.stopped;
  log.info("stopping", { signal });
  const { drainDelayMs, drainTimeoutMs } = config.server;
  await gateway.stop({ delayMs: signal === "SIGTERM" ? drainDelayMs : 0, timeoutMs: drainTimeoutMs });
  log.info("stopped");
}

interface TellOptions extends ServeOptions {
  readonly beforeLine: () => void;
}

/** What ends the program is told by its end. */
async function tell(
  name: string,
  started: Pick<Gateway, "models" | "modelUrl">,
  options: TellOptions,
): Promise<void> {
  if (failureOf(started.models, options)) return;
  await announce(name, started, options.beforeLine);
}

/** Why the program must end: the root's model is not served, though it must be. */
function failureOf({ served }: Models, { root, mustLoad }: ServeOptions): GatewayError | undefined {
  if (!root || !mustLoad) return undefined;
  const { uri, current, failure } = served.status(root.model);
  if (current) return undefined;
  return new GatewayError("load_failed", `${uri} cannot be served: ${failure?.message ?? "no version"}`);
}
