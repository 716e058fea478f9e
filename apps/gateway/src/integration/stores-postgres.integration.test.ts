import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRegistry } from "@switchyard/registry-client";
import {
  registryConformance,
  testCertificate,
  testKey,
  type RegistryFacts,
} from "@switchyard/registry-client/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openedStore } from "./opened-store.ts";
import type { RunningDatabase } from "./database-server.ts";
import { startPostgres } from "./start-postgres.ts";
import { startRegistry } from "./testbed.ts";
import { writeRegistry } from "./write-registry.ts";

const { signal } = new AbortController();

describe("a real MLflow server on PostgreSQL", () => {
  const resources = new AsyncDisposableStack();
  let postgres: RunningDatabase;
  let authority: string;
  let url: string;
  let facts: RegistryFacts;
  beforeAll(async () => {
    postgres = resources.use(await startPostgres({ certificate: testCertificate, key: testKey }));
    const folder = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-stores-"))).path;
    authority = join(folder, "authority.pem");
    await writeFile(authority, testCertificate);
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

  test.for([
    ["127.0.0.1", "disable", false, "3"],
    ["127.0.0.1", "prefer", false, "3"],
    ["127.0.0.1", "require", false, "3"],
    ["127.0.0.1", "require", true, "3"],
    ["127.0.0.1", "verify-ca", true, "3"],
    ["localhost", "verify-full", true, "3"],
    ["127.0.0.1", "verify-full", true, "does not match certificate's altnames"],
    ["localhost", "verify-full", false, "self-signed certificate"],
  ] as const)("at %s with sslmode=%s, knowing the authority: %s, gives %s", async (row, { expect }) => {
    const [host, mode, knowsAuthority, expected] = row;
    const root = knowsAuthority ? `&sslrootcert=${encodeURIComponent(authority)}` : "";
    const trackingUri = `${postgres.uri.replace("127.0.0.1", host)}?sslmode=${mode}${root}`;
    await using registry = openRegistry({ trackingUri, maxRetries: 0 });
    const found = registry.resolve("models:/iris@champion", signal);
    expect(await found.then(({ version }) => version, String)).toContain(expected);
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
