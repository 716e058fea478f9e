import type { ModelVersion } from "@switchyard/core";
import type { LoggedModel, Run } from "../stores/registry-store.ts";

const unregistered = {
  registeredName: undefined,
  alias: undefined,
  aliases: [],
  stage: undefined,
  status: undefined,
} as const;

/** A logged model as a version, which is its id. */
export function versionOfLogged({ modelId, name, location, runId }: LoggedModel): ModelVersion {
  return { ...unregistered, name: name || modelId, version: modelId, source: location, runId };
}

/** A run's model as a version, which is the run's id. */
export function versionOfRun({ runId }: Run, path: string, source: string): ModelVersion {
  return { ...unregistered, name: lastSegment(path), version: runId, source, runId };
}

/** What lies at a location as a version: the id of the logged model or run that the location tells, if one. */
export function versionAt(location: string): ModelVersion {
  const ids = /\/models\/(m-[^/]+)\/artifacts\/?$|\/([0-9a-f]{32})\/artifacts\//.exec(location);
  const version = ids?.[1] ?? ids?.[2] ?? "unversioned";
  return { ...unregistered, name: lastSegment(location), version, source: location, runId: ids?.[2] };
}

function lastSegment(path: string): string {
  return path.split(/[/:]/).findLast((segment) => segment !== "") ?? "model";
}
