import { GatewayError, type ArtifactWriter } from "@switchyard/core";
import type { ServerClient } from "../stores/rest/server-client.ts";
import { createFileWriter } from "./file/file-writer.ts";
import { localPath } from "./file/local-path.ts";
import { ProxyWriter } from "./mlflow-artifacts/proxy-writer.ts";
import type { S3Access } from "./s3/s3-access.ts";
import { S3Writer } from "./s3/s3-writer.ts";

export interface ArtifactWritersOptions {
  /** The server that takes what belongs to `mlflow-artifacts:` locations. */
  readonly client: ServerClient;
  /** Where `s3://` locations are. */
  readonly s3?: S3Access | undefined;
}

/** Artifact writers by the scheme of the locations that they write to. */
export type ArtifactWriters = ReadonlyMap<string, ArtifactWriter>;

const timeoutMs = 60_000;

/** Every artifact writer there is, with these credentials. */
export function createArtifactWriters({ client, s3 = {} }: ArtifactWritersOptions): ArtifactWriters {
  const proxy = new ProxyWriter(client);
  return new Map<string, ArtifactWriter>([
    ["file", createFileWriter(localPath)],
    ["s3", new S3Writer({ ...s3, timeoutMs })],
    ["mlflow-artifacts", proxy],
    ["http", proxy],
    ["https", proxy],
  ]);
}

/** The writer for a location; throws `load_failed` that names those there are. */
export function writerOf(location: string, writers: ArtifactWriters): ArtifactWriter {
  const scheme = schemeOf(location);
  const writer = writers.get(scheme);
  if (writer) return writer;
  const known = [...writers.keys()].map((each) => `${each}:`).join(", ");
  throw new GatewayError(
    "load_failed",
    `cannot write ${location}: only ${known} locations can be written; MLflow takes files for any store when it is started with --serve-artifacts and --artifacts-destination`,
  );
}

/** Whether a location is a path on the machine of who speaks of it. */
export function isLocal(location: string): boolean {
  return schemeOf(location) === "file";
}

function schemeOf(location: string): string {
  return /^([a-z][a-z0-9+.-]*):/i.exec(location)?.[1]?.toLowerCase() ?? "file";
}
