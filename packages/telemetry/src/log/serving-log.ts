import type { ErrorRecord, LogFields, Logger, ModelVersion, ServingEvents } from "@switchyard/core";

/** Writes what happens to models and their workers into the log. */
export function servingLog(log: Logger): ServingEvents {
  /** What is tried again and again need not be told as often. */
  const failures = new LastWords();
  /** Nor how far a step has come. */
  const steps = new LastWords();
  return {
    modelStateChanged(version, state, failure) {
      if (state === "ready") failures.forget(version);
      if (state === "ready" || state === "failed") steps.forget(version);
      if (failure && !failures.isNews(version, failure.message)) return;
      if (failure) log.warn("model failed to load", { ...fieldsOf(version), ...failureFields(failure) });
      else log.debug("model state changed", { ...fieldsOf(version), state });
      if (state === "ready") log.info("model ready", fieldsOf(version));
    },
    modelSwitched: (to, from) => {
      if (from) log.info("model switched", { ...fieldsOf(to), from: from.version });
    },
    modelHeld: (version, reason) => log.warn("version held back", { ...fieldsOf(version), reason }),
    modelFetched: () => undefined,
    modelPrepared(version, step) {
      const level = steps.isNews(version, step.replaceAll(/\d+/g, "")) ? "info" : "debug";
      log[level]("preparing model", { ...fieldsOf(version), step });
    },
    modelTimed: (version, phase, durationMs) =>
      log.debug("step of a switch done", { ...fieldsOf(version), phase, durationMs: Math.round(durationMs) }),
    trafficSplit: ({ name: model }, traffic) =>
      log.info("traffic split", { model, traffic: Object.fromEntries(traffic) }),
    modelRested: (version, reason) => log.info("model put to rest", { ...fieldsOf(version), reason }),
    modelWoken: (version, durationMs) =>
      log.info("model woken", { ...fieldsOf(version), durationMs: Math.round(durationMs) }),
    workerStarted: (version, pid, durationMs) =>
      log.debug("worker started", { ...fieldsOf(version), pid, durationMs: Math.round(durationMs) }),
    workerEnded(version, pid, reason) {
      // Those that grow are exchanged once others serve, which was said before.
      if (reason !== "memory") log.warn("worker ended unexpectedly", { ...fieldsOf(version), pid, reason });
    },
    workerLog: (version, level, message) => log[level](`worker: ${message}`, fieldsOf(version)),
  };
}

function failureFields({ code, message }: ErrorRecord): LogFields {
  return { code, reason: message };
}

/** What was said last of each model. */
class LastWords {
  readonly #words = new Map<string, string>();

  /** Whether it has not just been said of this version. */
  isNews({ name, version }: ModelVersion, words: string): boolean {
    const news = `${version}: ${words}`;
    if (this.#words.get(name) === news) return false;
    this.#words.set(name, news);
    return true;
  }

  forget({ name }: ModelVersion): void {
    this.#words.delete(name);
  }
}

function fieldsOf({ name, version, alias }: ModelVersion): Readonly<Record<string, unknown>> {
  return alias === undefined ? { model: name, version } : { model: name, version, alias };
}
