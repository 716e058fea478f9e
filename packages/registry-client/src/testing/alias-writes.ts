import { test } from "vitest";
import type { OpenStore } from "./registry-conformance.ts";

const { signal } = new AbortController();
const wanted = { name: "user@corp.com", alias: "moved", version: "1" };

/** An alias is set, or it is said why not. */
export function aliasWrites(openStore: OpenStore): void {
  test("points an alias at a version, or says that it cannot", async ({ expect }) => {
    await using opened = await openStore();
    const { store, isWritable } = opened;
    if (!isWritable)
      return expect(store.setAlias(wanted, signal)).rejects.toMatchObject({ code: "conflict" });
    await store.setAlias(wanted, signal);
    await store.setAlias(wanted, signal);
    expect((await store.findByAlias(wanted.name, "moved", signal))?.version).toBe("1");
  });

  test.for([
    [{ version: "7" }, "model_not_found"],
    [{ name: "nope" }, "model_not_found"],
    [{ alias: "v1" }, "invalid_request"],
  ] as const)("refuses an alias with %j as %s", async ([change, code], { expect }) => {
    await using opened = await openStore();
    const refused = opened.store.setAlias({ ...wanted, ...change }, signal);
    await expect(refused).rejects.toMatchObject({ code: opened.isWritable ? code : "conflict" });
  });
}
