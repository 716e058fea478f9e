import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { registryConformance, type RegistryFacts } from "@switchyard/registry-client/testing";
import { afterAll, beforeAll, describe } from "vitest";
import { openedStore } from "./opened-store.ts";
import { writeRegistry } from "./write-registry.ts";

describe("a directory that MLflow's client wrote", () => {
  const resources = new AsyncDisposableStack();
  let directory: string;
  let facts: RegistryFacts;
  beforeAll(async () => {
    const folder = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-stores-")));
    directory = join(folder.path, "ml runs");
    facts = await writeRegistry({ uri: pathToFileURL(directory).href });
  });
  afterAll(async () => await resources.disposeAsync());

  registryConformance("its path", () => openedStore(directory, facts));
  registryConformance("its URI", () => openedStore(pathToFileURL(directory).href, facts));
});
