import { openRegistry } from "@switchyard/registry-client";
import { registryConformance, type RegistryFacts } from "@switchyard/registry-client/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openedStore } from "./opened-store.ts";
import { startPostgres, type RunningPostgres } from "./start-postgres.ts";
import { startRegistry } from "./testbed.ts";
import { writeRegistry } from "./write-registry.ts";

const { signal } = new AbortController();

describe("a real MLflow server on PostgreSQL", () => {
  const resources = new AsyncDisposableStack();
  let postgres: RunningPostgres;
  let url: string;
  let facts: RegistryFacts;
  beforeAll(async () => {
    postgres = resources.use(await startPostgres());
    const server = resources.use(await startRegistry({ args: ["--backend-store-uri", postgres.uri] }));
    ({ url } = server);
    facts = await writeRegistry({ uri: url, backend: postgres.uri });
  });
  afterAll(async () => await resources.disposeAsync());

  registryConformance("REST over PostgreSQL", () => openedStore(url, facts, { isWritable: true }));
  registryConformance("that PostgreSQL", () => openedStore(postgres.uri, facts));

  test("is read by each of its names", async ({ expect }) => {
    for (const scheme of ["postgres", "postgresql", "POSTGRESQL+psycopg"]) {
      const trackingUri = postgres.uri.replace("postgresql+psycopg2", scheme);
      await using registry = openRegistry({ trackingUri });
      expect(await registry.resolve("models:/iris@champion", signal)).toMatchObject({ version: "3" });
    }
  });

  test("is read on after a crash, also by those who ask meanwhile", async ({ expect }) => {
    await using registry = openRegistry({ trackingUri: postgres.uri, maxRetries: 8 });
    const ask = async (): Promise<string> =>
      (await registry.resolve("models:/iris@champion", signal)).version;
    expect(await ask()).toBe("3");
    const restarted = postgres.restart();
    const meanwhile = await Promise.all(Array.from({ length: 8 }, ask));
    await restarted;
    expect(new Set([...meanwhile, await ask()])).toEqual(new Set(["3"]));
  });

  test("can only be read, even where its user may write", async ({ expect }) => {
    await using opened = await openedStore(postgres.uri, facts);
    const inject = "x'; DELETE FROM registered_models; --";
    expect(await opened.store.findModel(inject, signal)).toBeUndefined();
    await expect(opened.store.setAlias({ name: "iris", alias: "a", version: "1" }, signal)).rejects.toThrow(
      "is only read",
    );
  });

  test.for([
    [":wrong@", "password authentication failed"],
    [":wrong@127.0.0.1:1/", "ECONNREFUSED"],
  ] as const)("says what is wrong with %s, and no password", async ([change, reason], { expect }) => {
    const place = change.endsWith("/") ? /:[^:@]*@[^/]*\// : /:[^:@]*@/;
    const trackingUri = postgres.uri.replace(place, change);
    await using registry = openRegistry({ trackingUri, maxRetries: 0 });
    const fault = await registry.resolve("models:/iris/3", signal).catch((thrown: unknown) => String(thrown));
    expect(fault).toMatch(/cannot read the registry in postgresql:\/\/127\.0\.0\.1:\d+\/mlflow: /);
    expect(fault).toContain(reason);
    expect(fault).not.toContain("wrong");
  });

  test("takes a schema of its own by the URI's options, and holds no registry there", async ({ expect }) => {
    const trackingUri = `${postgres.uri}?options=${encodeURIComponent("-c search_path=elsewhere")}`;
    await using registry = openRegistry({ trackingUri });
    expect(await registry.list(signal)).toEqual([]);
  });

  test("gives up when its caller does", async ({ expect }) => {
    await using registry = openRegistry({ trackingUri: postgres.uri });
    const found = registry.resolve("models:/iris/3", AbortSignal.abort(new Error("enough")));
    await expect(found).rejects.toThrow("enough");
  });
});
