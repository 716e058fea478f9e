import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { createArtifactStores } from "./artifacts/artifact-stores.ts";
import { createFetchModel } from "./cache/fetch-model.ts";
import { openRegistry } from "./open-registry.ts";
import { TemporaryDirectory } from "./testing/temporary-directory.ts";

/** The registry that comes with the gateway, written by a real MLflow. */
const directory = join(import.meta.dirname, "../../../examples/registry");
const trackingUri = `sqlite:///${join(directory, "mlflow.db")}`;
const { signal } = new AbortController();

test.runIf(existsSync(join(directory, "mlflow.db")))(
  "resolves and fetches every version that MLflow wrote into the sample registry",
  async ({ expect }) => {
    await using registry = openRegistry({ trackingUri });
    await using cache = await TemporaryDirectory.create();
    const stores = createArtifactStores({ trackingUri, artifactsDestination: join(directory, "artifacts") });
    const fetchModel = createFetchModel({ cacheDirectory: cache.path, stores });
    const models = await registry.list(signal);
    const uris = models.flatMap(({ name, aliases }) =>
      ["/latest", "/Production", ...Object.keys(aliases).map((alias) => `@${alias}`)].map(
        (suffix) => `models:/${name}${suffix}`,
      ),
    );
    expect(uris).toContain("models:/iris@champion");
    for (const uri of uris) {
      const version = await registry.resolve(uri, signal);
      const model = await fetchModel(version, signal);
      expect(version.source).toMatch(/^mlflow-artifacts:/);
      expect(model.manifest.signature?.inputs).toBeDefined();
      expect(await readFile(join(model.directory, "MLmodel"), "utf8")).toContain("flavors");
    }
  },
);
