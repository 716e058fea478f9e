import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRegistry } from "@switchyard/registry-client";
import { registryConformance, type RegistryFacts } from "@switchyard/registry-client/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openedStore } from "./opened-store.ts";
import { startRegistry } from "./testbed.ts";
import { writeRegistry } from "./write-registry.ts";

const { signal } = new AbortController();
const workspace = "team";

describe("a workspace of a real MLflow server below a path", () => {
  const resources = new AsyncDisposableStack();
  let url: string;
  let backend: string;
  let facts: RegistryFacts;
  beforeAll(async () => {
    const folder = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-stores-")));
    backend = `sqlite:///${join(folder.path, "mlflow.db")}`;
    const args = ["--backend-store-uri", backend, "--enable-workspaces", "--static-prefix", "/base/path"];
    ({ url } = resources.use(await startRegistry({ args })));
    await createWorkspace(url);
    facts = await writeRegistry({ uri: url, backend, env: { MLFLOW_WORKSPACE: workspace } });
  });
  afterAll(async () => await resources.disposeAsync());

  registryConformance("REST in a workspace", () => openedStore(url, facts, { workspace, isWritable: true }));
  registryConformance("its SQLite", () => openedStore(backend, facts, { workspace }));

  test("shows nothing of it in the default workspace", async ({ expect }) => {
    for (const trackingUri of [url, backend]) {
      await using registry = openRegistry({ trackingUri });
      expect(await registry.list(signal)).toEqual([]);
      await expect(registry.resolve("models:/iris/3", signal)).rejects.toThrow("no registered model iris");
    }
  });

  test("says when there is no such workspace", async ({ expect }) => {
    await using registry = openRegistry({ trackingUri: url, workspace: "nobodys" });
    await expect(registry.resolve("models:/iris/3", signal)).rejects.toThrow("Workspace 'nobodys' not found");
  });
});

async function createWorkspace(url: string): Promise<void> {
  const response = await fetch(`${url}/api/3.0/mlflow/workspaces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: workspace }),
  });
  if (!response.ok) throw new Error(`no workspace was made: ${response.status} ${await response.text()}`);
}
