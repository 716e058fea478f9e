import type { WriteStream } from "node:tty";
import type { ModelState, ServingEvents } from "@switchyard/core";

const width = 24;

interface Progress {
  state: ModelState;
  fetchedBytes: number;
  totalBytes: number;
}

export interface LoadProgress {
  readonly events: Partial<ServingEvents>;
  /** Takes the line away. */
  end(): void;
}

/** One line on a terminal that shows how far fetching and loading are; nothing where nobody looks. */
export function loadProgress(terminal: WriteStream): LoadProgress {
  if (!terminal.isTTY) return { events: {}, end: () => undefined };
  const models = new Map<string, Progress>();
  let isOver = false;
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
      modelStateChanged({ name }, state) {
        of(name).state = state;
        draw();
      },
    },
    end() {
      isOver = true;
      terminal.write("\r\u001B[K");
    },
  };
}

/** For instance `[############------------] 2 of 4 models ready, 12.3 of 40.0 MB fetched`. */
export function progressLine(models: readonly Readonly<Progress>[]): string {
  const ready = models.filter(({ state }) => state === "ready").length;
  const sum = (key: "fetchedBytes" | "totalBytes"): number =>
    models.reduce((total, model) => total + model[key], 0);
  const fetched = sum("totalBytes") === 0 ? 0 : sum("fetchedBytes") / sum("totalBytes");
  const done = models.length === 0 ? 0 : (ready / models.length + fetched) / 2;
  const filled = Math.round(Math.min(done, 1) * width);
  const bar = `[${"#".repeat(filled)}${"-".repeat(width - filled)}]`;
  return `${bar} ${ready} of ${models.length} models ready, ${megabytes(sum("fetchedBytes"))} of ${megabytes(sum("totalBytes"))} MB fetched`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
