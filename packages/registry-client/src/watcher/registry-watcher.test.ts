import { once, EventEmitter } from "node:events";
import { GatewayError, type RegisteredModel } from "@switchyard/core";
import { test } from "vitest";
import { testVersion } from "../testing/test-versions.ts";
import type { Discover, FollowedUri } from "./discovery.ts";
import { RegistryWatcher } from "./registry-watcher.ts";

const model = (name: string, champion: string | undefined, updatedMs = 1): RegisteredModel => ({
  name,
  description: "",
  aliases: champion === undefined ? {} : { champion },
  latestVersions: [testVersion("9", { name })],
  updatedMs,
});

interface Plan {
  readonly named?: readonly FollowedUri[];
  readonly known?: readonly FollowedUri[];
  readonly discover?: Discover;
  readonly intervalMs?: number;
}

/** A watched registry that can be changed, and what the watcher makes of it. */
class Scene implements AsyncDisposable {
  listed: readonly RegisteredModel[] | GatewayError = [];
  reload: (name: string) => Promise<void> = () => Promise.resolve();
  readonly seen: string[] = [];
  readonly watcher: RegistryWatcher;
  readonly #looks = new EventEmitter<{ look: [] }>();

  constructor({ named = [], known = [], discover, intervalMs = 1 }: Plan) {
    this.watcher = new RegistryWatcher({
      registry: {
        list: async () => {
          queueMicrotask(() => this.#looks.emit("look"));
          if (this.listed instanceof GatewayError) throw this.listed;
          return this.listed;
        },
      },
      intervalMs,
      named,
      discover,
      reload: async (name) => {
        this.seen.push(`reload ${name}`);
        await this.reload(name);
      },
      onAppeared: ({ uri }) => this.seen.push(`serve ${uri}`),
      onGone: (name) => this.seen.push(`forget ${name}`),
      onState: (failure) => this.seen.push(failure?.message ?? "found again"),
      onReloadFailed: (name, { message }) => this.seen.push(`${name}: ${message}`),
    });
    this.watcher.start(known);
  }

  /** What it has done after so many more looks. */
  async after(looks: number): Promise<readonly string[]> {
    for (let look = 0; look <= looks; look += 1) {
      this.watcher.hint();
      await once(this.#looks, "look");
    }
    return this.seen.splice(0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.watcher[Symbol.asyncDispose]();
  }
}

const iris = { name: "flowers", uri: "models:/iris@champion" };

test("reloads a model once when it is first seen, and then only what has changed", async ({ expect }) => {
  await using scene = new Scene({ named: [iris, { name: "topics", uri: "models:/topic/2" }] });
  scene.listed = [model("iris", "1"), model("topic", "1")];
  expect((await scene.after(2)).toSorted()).toEqual(["reload flowers", "reload topics"]);
  scene.listed = [model("iris", "2"), model("topic", "1")];
  expect(await scene.after(2)).toEqual(["reload flowers"]);
  scene.listed = [model("iris", "2"), model("topic", "1", 2)];
  expect(await scene.after(2)).toEqual(["reload topics"]);
});

test("an alias or a model that is gone is asked for once, so that the reason shows", async ({ expect }) => {
  await using scene = new Scene({ named: [iris] });
  scene.listed = [model("iris", "1")];
  await scene.after(1);
  scene.listed = [model("iris", undefined)];
  expect(await scene.after(3)).toEqual(["reload flowers"]);
  scene.listed = [];
  expect(await scene.after(3)).toEqual(["reload flowers"]);
});

test("looks only when hinted where no interval is set, and soon", async ({ expect }) => {
  await using scene = new Scene({ named: [iris], intervalMs: 0 });
  expect(scene.watcher.status()).toMatchObject({ state: "current", lagSeconds: undefined });
  scene.listed = [model("iris", "1")];
  expect(await scene.after(1)).toEqual(["reload flowers"]);
});

test("serves what appears, forgets what is gone for two looks, and leaves named models to their names", async ({
  expect,
}) => {
  await using scene = new Scene({
    named: [{ name: "topic", uri: "models:/topic/1" }],
    known: [{ name: "catdog", uri: "models:/catdog@champion" }],
    discover: { alias: "champion" },
  });
  scene.listed = [model("iris", "1"), model("topic", "1"), model("catdog", "1")];
  expect((await scene.after(1)).toSorted()).toEqual([
    "reload catdog",
    "reload topic",
    "serve models:/iris@champion",
  ]);
  scene.listed = [model("iris", undefined), model("topic", undefined), model("catdog", "1")];
  expect((await scene.after(3)).toSorted()).toEqual(["forget iris", "reload iris", "reload topic"]);
});

test("tells when the registry is lost and found, once each, and how far behind it is", async ({ expect }) => {
  await using scene = new Scene({ named: [] });
  expect(scene.watcher.status().state).toBe("stale");
  await scene.after(1);
  expect(scene.watcher.status()).toMatchObject({ state: "current", failure: undefined });
  scene.listed = new GatewayError("registry_unavailable", "no answer");
  expect(await scene.after(3)).toEqual(["no answer"]);
  expect(scene.watcher.status()).toMatchObject({ state: "stale", failure: { message: "no answer" } });
  expect(scene.watcher.status().lagSeconds).toBeGreaterThan(0);
  scene.listed = [];
  expect(await scene.after(1)).toEqual(["found again"]);
});

test("tries a load that failed again by itself, and tells why once; one that is held back only when the registry moves", async ({
  expect,
}) => {
  await using scene = new Scene({ named: [iris] });
  scene.listed = [model("iris", "1")];
  scene.reload = () => Promise.reject(new GatewayError("load_failed", "disk full"));
  const seen = await scene.after(4);
  expect(seen.filter((each) => each === "reload flowers").length).toBeGreaterThan(1);
  expect(seen.filter((each) => each !== "reload flowers")).toEqual(["flowers: disk full"]);
  scene.reload = () => Promise.reject(new GatewayError("conflict", "held back"));
  await scene.after(3);
  expect(await scene.after(3)).toEqual([]);
});

function hanging(signal: AbortSignal): Promise<never> {
  return once(signal, "abort").then(() => Promise.reject(new Error("ended")));
}

test("ends while a look and a reload hang", async ({ expect }) => {
  const begun = new EventEmitter<{ look: []; reload: [] }>();
  const watcher = new RegistryWatcher({
    registry: {
      list: (signal) => {
        begun.emit("look");
        return begun.listenerCount("look") > 0 ? hanging(signal) : Promise.resolve([model("iris", "1")]);
      },
    },
    intervalMs: 1,
    named: [iris],
    discover: undefined,
    reload: (_name, signal) => {
      begun.emit("reload");
      return hanging(signal);
    },
    onAppeared: () => undefined,
    onGone: () => undefined,
  });
  const reloading = once(begun, "reload");
  watcher.start([]);
  await reloading;
  const looking = new Promise<void>((resolve) => begun.on("look", resolve));
  await looking;
  await watcher[Symbol.asyncDispose]();
  expect(watcher.status().state).toBe("current");
});
