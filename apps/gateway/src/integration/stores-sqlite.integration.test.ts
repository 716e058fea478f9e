import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registryConformance, type RegistryFacts } from "@switchyard/registry-client/testing";
import { openRegistry } from "@switchyard/registry-client";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openedStore } from "./opened-store.ts";
import { startRegistry } from "./testbed.ts";
import { writeRegistry } from "./write-registry.ts";

const { signal } = new AbortController();

describe("a real MLflow server on SQLite", () => {
  const resources = new AsyncDisposableStack();
  let url: string;
  let backend: string;
  let facts: RegistryFacts;
  beforeAll(async () => {
    const folder = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-stores-")));
    backend = `sqlite:///${join(folder.path, "mlflow.db")}`;
    const server = resources.use(await startRegistry({ args: ["--backend-store-uri", backend] }));
    ({ url } = server);
    facts = await writeRegistry({ uri: url, backend });
  });
  afterAll(async () => await resources.disposeAsync());

  registryConformance("REST over SQLite", () => openedStore(url, facts, { isWritable: true }));
  registryConformance("that SQLite", () => openedStore(backend, facts));

  test("tells what a run neither holds nor logged", async ({ expect }) => {
    await using registry = openRegistry({ trackingUri: url });
    const { runId, location } = facts.runs.run1;
    await expect(registry.resolve(`runs:/${runId}/nothing/here`, signal)).rejects.toThrow(
      `run ${runId} has nothing at nothing/here: no files at ${location}/nothing/here, ` +
        `and no logged model nothing (looked in MLflow at ${url})`,
    );
  });
});
