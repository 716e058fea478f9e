import type { Logger, ModelVersion, ServingEvents } from "@switchyard/core";

/** Writes what happens to models and their workers into the log. */
export function servingLog(log: Logger): ServingEvents {
  const told = new Map<string, string>();
  /** What is tried again and again need not be told as often. */
  const isNews = ({ name, version }: ModelVersion, reason: string): boolean => {
    const news = `${version}: ${reason}`;
    if (told.get(name) === news) return false;
    told.set(name, news);
    return true;
  };
  return {
    modelStateChanged(version, state, failure) {
      if (state === "ready") told.delete(version.name);
      if (failure && !isNews(version, failure.message)) return;
      if (failure)
        log.warn("model failed to load", {
          ...fieldsOf(version),
          code: failure.code,
          reason: failure.message,
        });
      else log.debug("model state changed", { ...fieldsOf(version), state });
      if (state === "ready") log.info("model ready", fieldsOf(version));
    },
    modelSwitched: (to, from) => {
      if (from) log.info("model switched", { ...fieldsOf(to), from: from.version });
    },
    modelHeld: (version, reason) => log.warn("version held back", { ...fieldsOf(version), reason }),
    modelFetched: () => undefined,
    modelPrepared: (version, step) => log.info("preparing model", { ...fieldsOf(version), step }),
    workerStarted: (version, pid, durationMs) =>
      log.debug("worker started", { ...fieldsOf(version), pid, durationMs: Math.round(durationMs) }),
    workerEnded: (version, pid) => log.warn("worker ended unexpectedly", { ...fieldsOf(version), pid }),
    workerLog: (version, level, message) => log[level](`worker: ${message}`, fieldsOf(version)),
  };
}

function fieldsOf({ name, version, alias }: ModelVersion): Readonly<Record<string, unknown>> {
  return alias === undefined ? { model: name, version } : { model: name, version, alias };
}
