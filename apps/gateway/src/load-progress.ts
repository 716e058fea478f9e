import type { WriteStream } from "node:tty";
import type { ModelState, ServingEvents } from "@switchyard/core";

const width = 24;

interface Progress {
  state: ModelState;
  fetchedBytes: number;
  totalBytes: number;
  /** What is done with it now, where that takes its time. */
  step?: string | undefined;
}

export interface LoadProgress {
  readonly events: Partial<ServingEvents>;
  /** Takes the line away, so that something else can be written; the next event brings it back. */
  readonly clear: () => void;
  /** Takes the line away for good. */
  readonly end: () => void;
}

/** One line on a terminal that shows how far fetching and loading are; nothing where nobody looks. */
export function loadProgress(terminal: WriteStream): LoadProgress {
  if (!terminal.isTTY) return { events: {}, clear: () => undefined, end: () => undefined };
  const models = new Map<string, Progress>();
  let isOver = false;
  const clear = (): void => void (isOver || terminal.write("\r\u001B[K"));
  const draw = (): void => void (isOver || terminal.write(`\r\u001B[K${progressLine([...models.values()])}`));
  const of = (name: string): Progress => {
    const progress = models.get(name) ?? { state: "pending", fetchedBytes: 0, totalBytes: 0 };
    models.set(name, progress);
    return progress;
  };
  return {
    events: {
      modelFetched({ name }, { fetchedBytes, totalBytes }) {
        Object.assign(of(name), { fetchedBytes, totalBytes });
        draw();
      },
      modelPrepared({ name }, step) {
        of(name).step = `${name}: ${step}`;
        draw();
      },
      modelStateChanged({ name }, state) {
        Object.assign(of(name), { state, step: undefined });
        draw();
      },
    },
    clear,
    end() {
      clear();
      isOver = true;
    },
  };
}

/** For instance `[############------------] 2 of 4 models ready, 12.3 of 40.0 MB fetched; iris: asking both 40 of 200`. */
export function progressLine(models: readonly Readonly<Progress>[]): string {
  const ready = models.filter(({ state }) => state === "ready").length;
  const sum = (key: "fetchedBytes" | "totalBytes"): number =>
    models.reduce((total, model) => total + model[key], 0);
  const fetched = sum("totalBytes") === 0 ? 0 : sum("fetchedBytes") / sum("totalBytes");
  const done = models.length === 0 ? 0 : (ready / models.length + fetched) / 2;
  const filled = Math.round(Math.min(done, 1) * width);
  const bar = `[${"#".repeat(filled)}${"-".repeat(width - filled)}]`;
  const counts = `${ready} of ${models.length} models ready, ${megabytes(sum("fetchedBytes"))} of ${megabytes(sum("totalBytes"))} MB fetched`;
  const step = models.find((model) => model.step !== undefined)?.step;
  return step === undefined ? `${bar} ${counts}` : `${bar} ${counts}; ${step}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
