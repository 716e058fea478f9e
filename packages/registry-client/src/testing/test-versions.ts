import {
  emptyManifest,
  emptyLatencies,
  type FetchedModel,
  type LoadedModel,
  type ModelVersion,
  type ServableModel,
} from "@switchyard/core";

/** A version of iris that lies nowhere. */
export function testVersion(version: string, more: Partial<ModelVersion> = {}): ModelVersion {
  return {
    name: "iris",
    version,
    source: `/models/${version}`,
    registeredName: "iris",
    alias: undefined,
    aliases: [],
    stage: undefined,
    runId: undefined,
    status: "READY",
    ...more,
  };
}

/** What fetching that version would give. */
export function testFetched(version: ModelVersion, digest: string = version.source): FetchedModel {
  return { version, directory: version.source, digest, manifest: emptyManifest };
}

/** A loaded version that answers with what it was asked, and tells when it is freed. */
export function testLoaded(version: ModelVersion, onDispose: () => void = () => undefined): LoadedModel {
  return { fetched: testFetched(version), servable: new EchoServable(onDispose) };
}

class EchoServable implements ServableModel {
  readonly description: ServableModel["description"] = {
    flavor: "echo",
    runtime: "echo",
    signature: undefined,
    inputs: [],
    outputs: [],
    labels: undefined,
    task: "tensor",
    predictOutput: undefined,
    scores: undefined,
  };
  readonly #onDispose: () => void;

  constructor(onDispose: () => void) {
    this.#onDispose = onDispose;
  }

  answer: ServableModel["answer"] = ({ contentType, body }) =>
    Promise.resolve({ contentType, body, queueMs: 0, inferMs: 0 });

  statistics(): ReturnType<ServableModel["statistics"]> {
    return {
      requests: 0,
      failures: 0,
      faults: 0,
      latencies: emptyLatencies(),
      batches: 0,
      queued: 0,
      inFlight: 0,
      restarts: 0,
      pids: [],
      trouble: undefined,
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#onDispose();
    return Promise.resolve();
  }
}
