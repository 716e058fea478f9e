import type { ModelVersion } from "@switchyard/core";

/** What MLflow keeps of a version, by the names that its tables and its files have for it. */
export interface DescribedVersion {
  readonly name: string;
  readonly version: string;
  readonly source: string | undefined;
  readonly storage_location: string | undefined;
  readonly current_stage: string | undefined;
  readonly run_id: string | undefined;
  readonly status: string | undefined;
}

/** The version as we know it; aliases are kept elsewhere. */
export function toModelVersion(each: DescribedVersion): ModelVersion {
  return {
    name: each.name,
    registeredName: each.name,
    version: each.version,
    source: each.storage_location ?? each.source ?? "",
    alias: undefined,
    aliases: [],
    stage: each.current_stage,
    runId: each.run_id,
    status: each.status,
  };
}
