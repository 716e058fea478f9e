import {
  percentileMs,
  type Compilation,
  type HeldVersion,
  type ModelStatus,
  type ModelDescription,
  type ModelState,
  type ServableModel,
  type Verification,
  type VersionStatus,
} from "@switchyard/core";

/** What a model's state is called towards people. */
export function statusOf({
  current,
  versions,
  failure,
}: ModelStatus): "ready" | "loading" | "failed" | "unavailable" {
  if (current) return "ready";
  if (versions.some(({ state }) => state === "loading" || state === "pending")) return "loading";
  return failure ? "failed" : "unavailable";
}

/** One version with its state, and why it failed where it did. */
function versionView({ version, state, failure, loadedAt, fetched, servable }: VersionStatus): unknown {
  return {
    version: version.version,
    state,
    reason: failure?.message,
    aliases: version.aliases,
    stage: version.stage,
    run_id: version.runId,
    digest: fetched?.digest,
    loaded_at: loadedAt?.toISOString(),
    residence: state === "ready" ? servable?.residence?.state : undefined,
    statistics: servable && state === "ready" ? statisticsView(servable) : undefined,
  };
}

/** Whether it has workers in memory; a ready model at rest has none, and gets them when it is asked. */
export function isLoaded(current: VersionStatus | undefined): boolean {
  return current !== undefined && (current.servable?.residence?.state ?? "awake") === "awake";
}

/** Counts, and percentiles in milliseconds. */
function statisticsView(servable: ServableModel): unknown {
  const { latencies, ...counts } = servable.statistics();
  return { ...counts, p50_ms: percentileMs(latencies, 0.5), p99_ms: percentileMs(latencies, 0.99) };
}

/** The version that was rolled back or refused, and why. */
function heldView(held: HeldVersion | undefined): unknown {
  return held && { version: held.version.version, reason: held.reason, since: held.since.toISOString() };
}

/** How many versions are in each state. */
function stateCounts(versions: readonly VersionStatus[]): Readonly<Partial<Record<ModelState, number>>> {
  const counts: Partial<Record<ModelState, number>> = {};
  for (const { state } of versions) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** One line of the list of models. */
export function modelView(status: ModelStatus, baseUrl: string): Record<string, unknown> {
  const { name, uri, current } = status;
  const description = current?.servable?.description;
  return {
    name,
    uri,
    status: statusOf(status),
    loaded: isLoaded(current),
    version: current?.version.version,
    aliases: current?.version.aliases ?? [],
    stage: current?.version.stage,
    flavor: description?.flavor,
    runtime: description?.runtime,
    task: description?.task,
    digest: current?.fetched?.digest,
    reason: status.failure?.message,
    failure: status.failure?.message ?? null,
    state_counts: stateCounts(status.versions),
    held: heldView(status.held),
    traffic: status.traffic ? Object.fromEntries(status.traffic) : null,
    // Keys that older clients of multi-model servers look for.
    modelName: name,
    modelUrl: `${baseUrl}/models/${encodeURIComponent(name)}`,
  };
}

/** Whether an ONNX companion answers for the model, how that was proven, and why not. */
function compilationView(compilation: Compilation | undefined): unknown {
  if (!compilation) return undefined;
  const { status, reason, converter, verification } = compilation;
  return { status, reason, converter, verification: verification && verificationView(verification) };
}

function verificationView({ largestError, ...verification }: Verification): unknown {
  return { ...verification, largest_error: largestError };
}

/** Where the confidence of `/predict` comes from. */
function scoresView(scores: ModelDescription["scores"]): unknown {
  return (
    scores && {
      ...scores,
      confidence: scores.kind === "logits" ? "softmax of the logits" : "as the model gives it",
    }
  );
}

/** All that can be said of a model. */
export function modelDetails(status: ModelStatus, baseUrl: string): Readonly<Record<string, unknown>> {
  const { name, uri, current } = status;
  const version = current?.version;
  const description = current?.servable?.description;
  return {
    ...modelView(status, baseUrl),
    ...(current && { status: "loaded" }),
    model_name: name,
    model_uri: uri,
    metadata: {
      model_name: version?.registeredName ?? name,
      version: version?.version,
      stage: version?.stage,
      run_id: version?.runId,
      status: version?.status,
      loaded_at: current?.loadedAt?.toISOString(),
    },
    compilation: compilationView(current?.servable?.compilation),
    labels: description?.labels,
    scores: scoresView(description?.scores),
    signature: description?.signature,
    inputs: description?.inputs,
    outputs: description?.outputs,
    versions: status.versions.map(versionView),
  };
}
