import type { LoggedModel } from "../stores/registry-store.ts";
import type { RegistryFacts } from "./registry-facts.ts";

/** A model version as MLflow keeps it. */
export interface SampleVersion {
  readonly name: string;
  readonly version: number;
  readonly stage: string;
  readonly source: string;
  readonly storageLocation: string;
  readonly runId: string;
}

/** A registered model as MLflow keeps it. */
export interface SampleModel {
  readonly name: string;
  readonly description: string;
  readonly updatedMs: number;
}

export interface SampleRegistry {
  readonly models: readonly SampleModel[];
  /** Names of those models that are prompts. */
  readonly prompts: readonly string[];
  readonly versions: readonly SampleVersion[];
  readonly aliases: readonly { readonly name: string; readonly alias: string; readonly version: number }[];
  readonly runs: readonly {
    readonly runId: string;
    readonly experimentId: number;
    readonly location: string;
  }[];
  readonly loggedModels: readonly SampleLoggedModel[];
}

export interface SampleLoggedModel extends LoggedModel {
  readonly experimentId: number;
  readonly createdMs: number;
  readonly isDeleted: boolean;
}

/** What every store's conformance is checked against: one of each thing that MLflow registries contain. */
export const sampleRegistry: SampleRegistry = {
  models: [
    model("catdog"),
    model("empty"),
    model("iris", "Flowers"),
    model('it\'s "quoted"'),
    model("o'hara 100%"),
    model("prompt"),
    model("sources"),
    model("user@corp.com"),
  ],
  prompts: ["prompt"],
  versions: [
    version("catdog", 1, { stage: "None" }),
    version("iris", 1, { stage: "Archived", source: "/store/1/run1/artifacts/model", storageLocation: "" }),
    version("iris", 2, { stage: "Production" }),
    version("iris", 3, { stage: "Production", source: "models:/m-iris3" }),
    version("iris", 9, { stage: "Staging" }),
    version("iris", 10, { stage: "None" }),
    version("iris", 11, {
      stage: "Deleted_Internal",
      source: "REDACTED-SOURCE-PATH",
      runId: "REDACTED-RUN-ID",
    }),
    version('it\'s "quoted"', 1),
    version("o'hara 100%", 1),
    version("prompt", 1),
    version("sources", 1, { source: "models:/iris/3", storageLocation: "" }),
    version("sources", 2, { source: "runs:/run1/model", storageLocation: "runs:/run1/model" }),
    version("sources", 3, { source: "models:/sources/3", storageLocation: "" }),
    version("sources", 4, { source: "models:/m-iris3", storageLocation: "" }),
    version("sources", 5, { source: "models:/iris/11", storageLocation: "" }),
    version("sources", 6, { source: "runs:/gone/model", storageLocation: "" }),
    version("sources", 7, { source: "models:/a/b/c", storageLocation: "" }),
    version("user@corp.com", 1),
  ],
  aliases: [
    { name: "catdog", alias: "cherry", version: 1 },
    { name: "iris", alias: "challenger", version: 10 },
    { name: "iris", alias: "champion", version: 3 },
    { name: "iris", alias: "dangling", version: 11 },
    { name: "iris", alias: "stable", version: 3 },
    { name: "o'hara 100%", alias: "champion", version: 1 },
    { name: "user@corp.com", alias: "champion", version: 1 },
  ],
  runs: [
    { runId: "run1", experimentId: 1, location: "/store/1/run1/artifacts" },
    { runId: "run2", experimentId: 1, location: "mlflow-artifacts:/1/run2/artifacts" },
  ],
  loggedModels: [
    logged("m-iris3", { createdMs: 1 }),
    logged("m-newer", { createdMs: 2 }),
    logged("m-other-run", { createdMs: 3, runId: "run2" }),
    logged("m-deleted", { createdMs: 4, isDeleted: true }),
  ],
};

/** What stores must tell of it. */
export const sampleFacts: RegistryFacts = {
  sources: Object.fromEntries(
    sampleRegistry.versions.map((each) => [
      `${each.name} ${each.version}`,
      each.storageLocation || each.source,
    ]),
  ),
  runs: { run1: runFacts(0), run2: runFacts(1) },
  loggedModels: {
    iris3: loggedFacts("m-iris3"),
    newer: loggedFacts("m-newer"),
    otherRun: loggedFacts("m-other-run"),
    deleted: loggedFacts("m-deleted"),
  },
  oddName: "o'hara 100%",
  irisUpdatedMs: 1_795_276_447_519,
};

function runFacts(index: number): RegistryFacts["runs"]["run1"] {
  const { runId = "", experimentId = 0, location = "" } = sampleRegistry.runs[index] ?? {};
  return { runId, experimentId: `${experimentId}`, location };
}

function loggedFacts(modelId: string): RegistryFacts["loggedModels"]["newer"] {
  return { modelId, location: logged(modelId).location };
}

function model(name: string, description = ""): SampleModel {
  return { name, description, updatedMs: 1_795_276_447_519 };
}

function version(name: string, number: number, more: Partial<SampleVersion> = {}): SampleVersion {
  const location = `/store/1/models/m-${name}${number}/artifacts`;
  return {
    name,
    version: number,
    stage: "None",
    source: location,
    storageLocation: location,
    runId: "run1",
    ...more,
  };
}

function logged(modelId: string, more: Partial<SampleLoggedModel> = {}): SampleLoggedModel {
  return {
    modelId,
    name: "model",
    location: `mlflow-artifacts:/1/models/${modelId}/artifacts`,
    runId: "run1",
    experimentId: 1,
    createdMs: 0,
    isDeleted: false,
    ...more,
  };
}
