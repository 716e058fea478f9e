import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { sampleRegistry } from "../testing/sample-models.ts";
import { readTranscripts } from "../testing/transcripts.ts";

/** A version of the sample registry, as its database tells. */
export interface SampleVersion {
  readonly name: string;
  readonly version: string;
  readonly aliases: readonly string[];
  /** Every model URI that means it. */
  readonly uris: readonly string[];
  /** Where its files are. */
  readonly directory: string;
  /** A body that it answers. */
  readonly example: string;
}

const rows = z.array(
  z.object({
    name: z.string(),
    version: z.coerce.string(),
    stage: z.string(),
    source: z.string(),
    location: z.string(),
    runId: z.string(),
    runArtifacts: z.string(),
    loggedName: z.string().nullable(),
    aliases: z.string().nullable(),
    isNewest: z.coerce.boolean(),
  }),
);
type Row = z.infer<typeof rows>[number];

const query = `
  SELECT v.name, v.version, v.current_stage AS stage, v.source, v.storage_location AS location,
    v.run_id AS runId, r.artifact_uri AS runArtifacts, l.name AS loggedName,
    (SELECT group_concat(a.alias) FROM registered_model_aliases a
      WHERE a.name = v.name AND a.version = v.version) AS aliases,
    v.version = (SELECT max(version) FROM model_versions WHERE name = v.name) AS isNewest
  FROM model_versions v
  JOIN runs r ON r.run_uuid = v.run_id
  LEFT JOIN logged_models l ON 'models:/' || l.model_id = v.source
  ORDER BY v.name, v.version`;

/** Every version of the sample registry. */
export function sampleVersions(): readonly SampleVersion[] {
  const database = new DatabaseSync(join(sampleRegistry, "mlflow.db"), { readOnly: true });
  const found = rows.parse(database.prepare(query).all());
  database.close();
  return found.map((row) => ({
    name: row.name,
    version: row.version,
    aliases: aliasesOf(row),
    uris: urisOf(row),
    directory: directoryOf(row),
    example: exampleOf(row),
  }));
}

/** The versions with the alias `champion`. */
export function sampleChampions(): readonly SampleVersion[] {
  return sampleVersions().filter(({ aliases }) => aliases.includes("champion"));
}

function aliasesOf({ aliases }: Row): readonly string[] {
  return aliases === null ? [] : aliases.split(",");
}

function urisOf(row: Row): readonly string[] {
  const { name, version, stage, source, runId, loggedName, isNewest } = row;
  const runPath = loggedName ?? row.location.split("/").at(-1) ?? "";
  return [
    `models:/${name}/${version}`,
    ...aliasesOf(row).map((alias) => `models:/${name}@${alias}`),
    ...(stage === "None" ? [] : [`models:/${name}/${stage}`]),
    ...(isNewest ? [`models:/${name}/latest`] : []),
    ...(source.startsWith("models:/m-") ? [source] : []),
    `runs:/${runId}/${runPath}`,
  ];
}

/** What MLflow has kept as the version's input example, or the first request that was recorded as good. */
function exampleOf(row: Row): string {
  const file = join(directoryOf(row), "serving_input_example.json");
  if (existsSync(file)) return readFileSync(file, "utf8");
  const transcript = readTranscripts().find(({ model }) => model === row.name);
  const good = transcript?.exchanges.find(({ status }) => status === 200);
  if (!good) throw new Error(`${row.name} has no example`);
  return good.body;
}

/** Where a version's files lie in the sample registry. */
function directoryOf({ location, runArtifacts }: Row): string {
  const place = location.replace(/^runs:\/[^/]+/, runArtifacts).replace(/^mlflow-artifacts:\//, "");
  return join(sampleRegistry, "artifacts", place);
}
