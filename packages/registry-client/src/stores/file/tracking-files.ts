import { join } from "node:path";
import { ConcurrencyLimit } from "../../concurrency-limit.ts";
import type { LoggedModel, Run } from "../registry-store.ts";
import { toLoggedModel, toRun, type LoggedModelFile } from "./meta-shapes.ts";
import { isEntryName, namesIn, readWritten } from "./read-file.ts";

const maxOpenFiles = 32;
/** What lies beside the experiments. */
const noExperiments: ReadonlySet<string> = new Set(["models", ".trash"]);

/** The experiments: `<id>/{<run id>/meta.yaml,models/<model id>/meta.yaml}`. */
export class TrackingFiles {
  readonly #root: string;
  readonly #limit = new ConcurrencyLimit(maxOpenFiles);

  constructor(root: string) {
    this.#root = root;
  }

  async run(runId: string, signal: AbortSignal): Promise<Run | undefined> {
    const found = await this.#inAnyExperiment([runId, "meta.yaml"], toRun, signal);
    return found?.runId === runId ? found : undefined;
  }

  async loggedModel(modelId: string, signal: AbortSignal): Promise<LoggedModel | undefined> {
    const found = await this.#inAnyExperiment(["models", modelId, "meta.yaml"], toLoggedModel, signal);
    return found && !found.isDeleted ? withoutFileFacts(found) : undefined;
  }

  /** The newest that the run logged under the name. */
  async loggedModelOf(run: Run, name: string, signal: AbortSignal): Promise<LoggedModel | undefined> {
    const directory = join(this.#root, run.experimentId, "models");
    const files = await Promise.all(
      (await namesIn(directory)).map((id) =>
        this.#read(join(directory, id, "meta.yaml"), toLoggedModel, signal),
      ),
    );
    const newest = files
      .filter((each) => each !== undefined)
      .filter((each) => each.runId === run.runId && each.name === name && !each.isDeleted)
      .toSorted((one, other) => other.createdMs - one.createdMs)[0];
    return newest && withoutFileFacts(newest);
  }

  /** Ids are unique, so that the first one found is the only one. */
  async #inAnyExperiment<Content>(
    names: readonly string[],
    parse: (text: string) => Content,
    signal: AbortSignal,
  ): Promise<Content | undefined> {
    if (!names.every((each) => isEntryName(each))) return undefined;
    const experiments = (await namesIn(this.#root)).filter((each) => !noExperiments.has(each));
    const found = await Promise.all(
      experiments.map((each) => this.#read(join(this.#root, each, ...names), parse, signal)),
    );
    return found.find((each) => each !== undefined);
  }

  #read<Content>(
    path: string,
    parse: (text: string) => Content,
    signal: AbortSignal,
  ): Promise<Content | undefined> {
    return this.#limit.run(() => readWritten(path, parse, signal));
  }
}

function withoutFileFacts({ modelId, name, location, runId }: LoggedModelFile): LoggedModel {
  return { modelId, name, location, runId };
}
