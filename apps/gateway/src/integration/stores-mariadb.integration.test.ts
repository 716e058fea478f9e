import { openRegistry } from "@switchyard/registry-client";
import { registryConformance, type RegistryFacts } from "@switchyard/registry-client/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { startDatabase, type RunningDatabase } from "./database-server.ts";
import { openedStore } from "./opened-store.ts";
import { writeRegistry } from "./write-registry.ts";

const { signal } = new AbortController();

describe("a real MariaDB that MLflow's client wrote", () => {
  const resources = new AsyncDisposableStack();
  let mariadb: RunningDatabase;
  let facts: RegistryFacts;
  beforeAll(async () => {
    mariadb = resources.use(await startDatabase("mariadb.sh"));
    facts = await writeRegistry({ uri: mariadb.uri });
  });
  afterAll(async () => await resources.disposeAsync());

  registryConformance("that MariaDB", () => openedStore(mariadb.uri, facts));

  test("is read on after a crash, also by those who ask meanwhile", async ({ expect }) => {
    await using registry = openRegistry({ trackingUri: mariadb.uri, maxRetries: 8 });
    const ask = async (): Promise<string> =>
      (await registry.resolve("models:/iris@champion", signal)).version;
    expect(await ask()).toBe("3");
    const restarted = mariadb.restart();
    const meanwhile = await Promise.all(Array.from({ length: 8 }, ask));
    await restarted;
    expect(new Set([...meanwhile, await ask()])).toEqual(new Set(["3"]));
  });

  test("keeps names apart that its collation does not", async ({ expect }) => {
    await using opened = await openedStore(mariadb.uri, facts);
    expect(await opened.store.findVersion("IRIS", "3", signal)).toBeUndefined();
    expect(await opened.store.findModel("Iris", signal)).toBeUndefined();
    expect(await opened.store.listVersions("iriS", signal)).toEqual([]);
    expect(await opened.store.findLatest("iris ", signal)).toBeUndefined();
  });

  test.for([
    [":wrong@", "Access denied for user 'mlflow'"],
    [":wrong@127.0.0.1:1/", "ECONNREFUSED"],
  ] as const)("says what is wrong with %s, and no password", async ([change, reason], { expect }) => {
    const place = change.endsWith("/") ? /:[^:@]*@[^/]*\// : /:[^:@]*@/;
    const trackingUri = mariadb.uri.replace(place, change);
    await using registry = openRegistry({ trackingUri, maxRetries: 0 });
    const fault = await registry.resolve("models:/iris/3", signal).catch((thrown: unknown) => String(thrown));
    expect(fault).toMatch(/cannot read the registry in mysql:\/\/127\.0\.0\.1:\d+\/mlflow: /);
    expect(fault).toContain(reason);
    expect(fault).not.toContain("wrong");
  });

  test("gives up when its caller does", async ({ expect }) => {
    await using registry = openRegistry({ trackingUri: mariadb.uri });
    const found = registry.resolve("models:/iris/3", AbortSignal.abort(new Error("enough")));
    await expect(found).rejects.toThrow("enough");
  });
});
