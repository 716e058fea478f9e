import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "vitest";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { PythonSession } from "./python-session.ts";
import { startPostgres } from "./start-postgres.ts";
import { startRegistry } from "./testbed.ts";

interface Place {
  readonly client: PythonSession;
  /** What the gateway reads. */
  readonly trackingUri: string;
  readonly artifactsDestination: string;
}

test("serves and follows what MLflow's client keeps in a directory", async ({ expect }) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-stores-"));
  const uri = pathToFileURL(join(folder.path, "ml runs")).href;
  await using client = await PythonSession.start(uri, { MLFLOW_ALLOW_FILE_STORE: "true" });
  const seen = await follow({ client, trackingUri: uri, artifactsDestination: "" });
  expect(seen).toEqual(expected);
});

test("serves and follows what a server keeps in PostgreSQL, from that database and the server's files", async ({
  expect,
}) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-stores-"));
  await using postgres = await startPostgres();
  const args = ["--backend-store-uri", postgres.uri];
  await using server = await startRegistry({ directory: folder.path, args });
  const artifactsDestination = join(folder.path, "artifacts");
  await using client = await PythonSession.start(server.url);
  const seen = await follow({ client, trackingUri: postgres.uri, artifactsDestination });
  expect(seen).toEqual(expected);
});

const expected = ["200 v1 [3,6,9,12]", "200 v1 [3,6,9,12]", "success", "200 v2 [5,10,15,20]"];

/** Has a model logged and served by its alias and its id, and then another one that the alias moves to. */
async function follow({ client, trackingUri, artifactsDestination }: Place): Promise<readonly string[]> {
  const uri = await log(client, "3");
  await using gateway = await startTestGateway({
    env: {
      MLFLOW_TRACKING_URI: trackingUri,
      SWITCHYARD_ARTIFACTS_DESTINATION: artifactsDestination,
      SWITCHYARD_MODELS: `named=models:/multiply@champion,logged=${uri}`,
      SWITCHYARD_WORKERS: "1",
    },
  });
  const named = await ask(gateway, "named");
  const logged = await ask(gateway, "logged");
  await log(client, "5");
  const reloaded = await gateway.post("/models/named/reload");
  const { status } = Object(await reloaded.json());
  return [named, logged.replace(/v\S+/, "v1"), String(status), await ask(gateway, "named")];
}

/** Logs and registers a model that multiplies, and points the alias at it; gives its URI. */
async function log(client: PythonSession, factor: string): Promise<string> {
  const uri = await client.run("log", factor);
  await client.run("register", "multiply", uri, "champion");
  return uri;
}

async function ask(gateway: TestGateway, name: string): Promise<string> {
  const response = await gateway.post(`/models/${name}/invocations`, '{"inputs": [[1, 2, 3, 4]]}');
  const answer: unknown = await response.json();
  const numbers = /\[\[?([\d.,]+)\]/.exec(JSON.stringify(answer))?.[1] ?? JSON.stringify(answer);
  return `${response.status} v${response.headers.get("x-model-version")} [${numbers}]`;
}
