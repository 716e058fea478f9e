import { GatewayError, type ModelRegistry, type ModelVersion, type ReloadModel } from "@switchyard/core";
import { test } from "vitest";
import { promote } from "./promote.ts";

const never = new AbortController().signal;
const candidacy = { model: "shells", registeredName: "abalone", version: "3", alias: "champion" };

interface World {
  /** The version that the alias means, where it means any. */
  readonly champion: string | undefined;
  /** What the gateway says of version 3. */
  readonly refusal?: GatewayError;
  readonly isReadOnly?: boolean;
}

/** A registry of one alias, and a gateway that may refuse the new version. */
function worldOf({ champion, refusal, isReadOnly = false }: World) {
  const aliases = new Map(champion === undefined ? [] : [["champion", champion]]);
  const loaded: (string | undefined)[] = [];
  const registry: Pick<ModelRegistry, "resolve" | "setAlias"> = {
    resolve: async (uri) => {
      const version = aliases.get(uri.replace("models:/abalone@", ""));
      if (version === undefined) throw new GatewayError("model_not_found", `no ${uri}`);
      return versionOf(version);
    },
    setAlias: async ({ alias, version }) => {
      if (isReadOnly) throw new GatewayError("conflict", "the registry is only read");
      aliases.set(alias, version);
    },
  };
  const reload = async (): Promise<{ oldVersion: undefined; newVersion: string }> => {
    const newVersion = aliases.get("champion") ?? "";
    if (refusal && newVersion === "3") throw refusal;
    loaded.push(newVersion);
    return { oldVersion: undefined, newVersion };
  };
  return { aliases, loaded, registry, reload };
}

function versionOf(version: string): ModelVersion {
  return {
    name: "abalone",
    version,
    source: "",
    registeredName: "abalone",
    alias: "champion",
    aliases: ["champion"],
    stage: undefined,
    runId: undefined,
    status: "READY",
  };
}

test("the alias means the new version once the gateway serves it", async ({ expect }) => {
  const world = worldOf({ champion: "2" });
  expect(await promote(candidacy, world, never)).toEqual({
    alias: "champion",
    status: "promoted",
    reason: undefined,
  });
  expect(world.aliases.get("champion")).toBe("3");
  expect(world.loaded).toEqual(["3"]);
});

const refusal = new GatewayError("version_refused", "shells 3 may not replace 2: too slow");

test("the alias goes back where the gate refuses, and the gateway hears of it", async ({ expect }) => {
  const world = worldOf({ champion: "2", refusal });
  expect(await promote(candidacy, world, never)).toEqual({
    alias: "champion",
    status: "refused",
    reason: "shells 3 may not replace 2: too slow; champion means version 2 again",
  });
  expect(world.aliases.get("champion")).toBe("2");
  expect(world.loaded).toEqual(["2"]);
});

test("an alias that meant nothing before is left where it is", async ({ expect }) => {
  const world = worldOf({ champion: undefined, refusal });
  expect(await promote(candidacy, world, never)).toMatchObject({
    status: "refused",
    reason: expect.stringContaining("champion meant no version before, and keeps the new one"),
  });
});

test("a registry that is only read says why nothing is promoted", async ({ expect }) => {
  const world = worldOf({ champion: "2", isReadOnly: true });
  expect(await promote(candidacy, world, never)).toMatchObject({
    status: "refused",
    reason: "the registry is only read",
  });
});

test("a job that is cancelled while its version is tried leaves the alias where it was", async ({
  expect,
}) => {
  const { aliases, registry } = worldOf({ champion: "2" });
  const cancelling = new AbortController();
  const tried: (string | undefined)[] = [];
  const reload: ReloadModel = async (_model, signal) => {
    tried.push(aliases.get("champion"));
    cancelling.abort();
    signal.throwIfAborted();
    return { oldVersion: "2", newVersion: "3" };
  };
  expect(await promote(candidacy, { registry, reload }, cancelling.signal)).toMatchObject({
    status: "refused",
    reason: expect.stringContaining("champion means version 2 again"),
  });
  expect(tried).toEqual(["3"]);
  expect(aliases.get("champion")).toBe("2");
});
