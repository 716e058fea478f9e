import type { ArtifactSource } from "@switchyard/core";
import type { Run } from "../stores/registry-store.ts";
import { ModelRegistrar, type ListedVersion, type VersionName } from "../tracking/model-registrar.ts";
import { TrackingServer, type TrackingServerOptions } from "../tracking/tracking-server.ts";
import { labelsToSet, type Labels } from "./labels-to-set.ts";
import { modelContentOf, type ModelContent } from "./model-content.ts";

export interface ModelPusherOptions extends TrackingServerOptions {
  /** Where registered models are kept, when that is another server. */
  readonly registryUri?: string | undefined;
}

/** A model whose files are here, and what it is to be in the registry. */
export interface PushedModel extends Labels {
  readonly name: string;
  readonly description?: string;
  /** Holds `MLmodel`. */
  readonly directory: string;
  readonly experiment: string;
  readonly runName?: string | undefined;
  /** Of the version and of its run. */
  readonly tags: Readonly<Record<string, string>>;
  /** Which labels a version gets that is there already. */
  readonly relabel: "all" | "missing";
}

/** The version that has the model's files, and whether it was made just now. */
export interface Pushed {
  readonly version: string;
  readonly isNew: boolean;
}

/** Hears how many bytes have been sent, of how many. */
export type OnSent = (progress: { readonly sentBytes: number; readonly totalBytes: number }) => void;

/** The tag of a version that holds the digest of its files, by which it is known again. */
const digestTag = "switchyard.digest";

const artifactPath = "model";
const endTimeoutMs = 10_000;

/** Brings models into an MLflow server, as one that logs and registers them would. */
export class ModelPusher implements AsyncDisposable {
  readonly #tracking: TrackingServer;
  readonly #registrar: ModelRegistrar;

  constructor(options: ModelPusherOptions) {
    const { trackingUri, registryUri = trackingUri, s3: _s3, ...access } = options;
    this.#tracking = new TrackingServer(options);
    this.#registrar = new ModelRegistrar({ ...access, registryUri });
  }

  /** Makes a version of it, unless one has the same files; its labels are set in either case. */
  async push(model: PushedModel, onSent: OnSent, signal: AbortSignal): Promise<Pushed> {
    const content = await modelContentOf(model.directory, signal);
    const there = await this.#versionOf(model.name, content, signal);
    if (there) {
      await this.#label(model, { name: model.name, ...there }, { which: model.relabel, signal });
      return { version: there.version, isNew: false };
    }
    return { version: await this.#pushNew(model, content, { onSent, signal }), isNew: true };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tracking[Symbol.asyncDispose]();
    await this.#registrar[Symbol.asyncDispose]();
  }

  async #versionOf(
    name: string,
    { digest }: ModelContent,
    signal: AbortSignal,
  ): Promise<ListedVersion | undefined> {
    const versions = await this.#registrar.versions(name, signal);
    return versions.find(({ tags }) => tags.get(digestTag) === digest);
  }

  async #pushNew(model: PushedModel, content: ModelContent, pushing: Pushing): Promise<string> {
    const { signal } = pushing;
    const { experiment, runName: name, tags } = model;
    const experimentId = await this.#tracking.experimentId(experiment, signal);
    const run = await this.#tracking.createRun(
      { experimentId, name, tags: { "mlflow.source.name": "switchyard models push", ...tags } },
      signal,
    );
    try {
      const version = await this.#register(model, run, { ...pushing, ...content });
      await this.#tracking.endRun(run, "FINISHED", signal);
      return version;
    } catch (thrown) {
      await this.#giveUp(run, signal.aborted ? "KILLED" : "FAILED");
      throw thrown;
    }
  }

  async #register(
    model: PushedModel,
    run: Run,
    { files, digest, onSent, signal }: Pushing & ModelContent,
  ): Promise<string> {
    const { name, description = "", tags } = model;
    const sent = { path: artifactPath, files: counted(files, onSent) };
    const source = await this.#tracking.logArtifacts(run, sent, signal);
    await this.#registrar.ensureModel(name, description, signal);
    const made = { name, source, runId: run.runId, tags: { ...tags, [digestTag]: digest } };
    const version = await this.#registrar.createVersion(made, signal);
    await this.#label(model, { name, version, stage: "None" }, { which: "all", signal });
    return version;
  }

  async #label(
    model: Labels,
    { stage, ...version }: VersionName & { readonly stage: string },
    { which, signal }: { readonly which: "all" | "missing"; readonly signal: AbortSignal },
  ): Promise<void> {
    const aliases = await this.#registrar.aliases(version.name, signal);
    const labels = labelsToSet(model, { aliases, version: version.version, stage }, which);
    for (const alias of labels.aliases) await this.#registrar.setAlias(alias, version, signal);
    if (labels.stage) await this.#registrar.setStage(labels.stage, version, signal);
  }

  /** The reason why the run ends so is told by who calls, not by what goes wrong now. */
  async #giveUp(run: Run, status: "FAILED" | "KILLED"): Promise<void> {
    await this.#tracking.endRun(run, status, AbortSignal.timeout(endTimeoutMs)).catch(() => undefined);
  }
}

interface Pushing {
  readonly onSent: OnSent;
  readonly signal: AbortSignal;
}

/** Sources that tell how much of all of them was read; what is read again counts once. */
function counted(files: readonly ArtifactSource[], onSent: OnSent): readonly ArtifactSource[] {
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let readBytes = 0;
  const onBytes = (count: number): void => {
    readBytes += count;
    onSent({ sentBytes: Math.min(readBytes, totalBytes), totalBytes });
  };
  return files.map((file) => ({ ...file, read: (range) => heard(file.read(range), onBytes) }));
}

async function* heard(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    onBytes(chunk.byteLength);
    yield chunk;
  }
}
