import { sampleRegistry } from "./sample-registry.ts";
import type { TemporaryDirectory } from "./temporary-directory.ts";

/** Writes the sample registry as MLflow's own FileStore does, as far as a reader can tell. */
export async function createMlflowDirectory(directory: TemporaryDirectory): Promise<void> {
  await directory.write(
    "0/meta.yaml",
    yaml({ experiment_id: "'0'", lifecycle_stage: "active", name: "Default" }),
  );
  for (const [path, content] of [...models(), ...versions(), ...aliases(), ...runs(), ...loggedModels()])
    await directory.write(path, content);
}

type Files = readonly (readonly [path: string, content: string])[];

function models(): Files {
  return sampleRegistry.models.flatMap(({ name, description, updatedMs }) => [
    [
      `models/${name}/meta.yaml`,
      yaml({
        // A copy that MLflow does not read.
        aliases: "{champion: '99'}",
        description: description || "null",
        last_updated_timestamp: updatedMs,
        name: quoted(name),
        workspace: "default",
      }),
    ],
    ...(sampleRegistry.prompts.includes(name)
      ? [[`models/${name}/tags/mlflow.prompt.is_prompt`, "true"] as const]
      : []),
  ]);
}

function versions(): Files {
  return sampleRegistry.versions.map((each) => [
    `models/${each.name}/version-${each.version}/meta.yaml`,
    yaml({
      current_stage: each.stage,
      name: quoted(each.name),
      run_id: each.runId,
      run_link: "null",
      source: quoted(each.source),
      status: "READY",
      storage_location: each.storageLocation === "" ? "null" : quoted(each.storageLocation),
      version: each.version,
    }),
  ]);
}

function aliases(): Files {
  return sampleRegistry.aliases.map(({ name, alias, version }) => [
    `models/${name}/aliases/${alias}`,
    `${version}`,
  ]);
}

function runs(): Files {
  return sampleRegistry.runs.map(({ runId, experimentId, location }) => [
    `${experimentId}/${runId}/meta.yaml`,
    yaml({
      artifact_uri: location,
      experiment_id: `'${experimentId}'`,
      run_id: runId,
      status: 3,
      tags: "[]",
    }),
  ]);
}

function loggedModels(): Files {
  return sampleRegistry.loggedModels.map((each) => [
    `${each.experimentId}/models/${each.modelId}/meta.yaml`,
    yaml({
      artifact_location: each.location,
      creation_timestamp: each.createdMs,
      lifecycle_stage: each.isDeleted ? "deleted" : "active",
      model_id: each.modelId,
      name: each.name,
      source_run_id: each.runId ?? "null",
      status: 2,
    }),
  ]);
}

function yaml(fields: Readonly<Record<string, string | number>>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join("");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
