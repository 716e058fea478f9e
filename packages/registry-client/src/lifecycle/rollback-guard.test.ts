import { EventEmitter, once } from "node:events";
import { Histogram, latencyBoundsMs, type ServableStatistics } from "@switchyard/core";
import { test } from "vitest";
import { testLoaded, testVersion } from "../testing/test-versions.ts";
import { ModelManager } from "./model-manager.ts";
import { RollbackGuard } from "./rollback-guard.ts";

const limits = { windowMs: 60_000, minRequests: 10, maxErrorRate: 0.1, maxLatencyRatio: 2 };
const [one, two] = [testVersion("1"), testVersion("2")];

/** Version 2 has just replaced version 1, and each has such statistics. */
class Scene implements AsyncDisposable {
  readonly counts: Record<string, { requests: number; faults: number }> = {
    "1": { requests: 100, faults: 0 },
    "2": { requests: 0, faults: 0 },
  };
  readonly acts = new EventEmitter<{ act: [what: string] }>();
  readonly models: ModelManager;
  readonly guard: RollbackGuard;

  private constructor(windowMs: number) {
    this.models = new ModelManager({
      loadModel: async (version) => {
        const { fetched, servable } = testLoaded(version);
        servable.statistics = () => this.#statisticsOf(version.version);
        return { fetched, servable };
      },
    });
    const act = async (what: string): Promise<void> => void this.acts.emit("act", what);
    this.guard = new RollbackGuard({
      models: this.models,
      limitsOf: () => ({ ...limits, windowMs }),
      rollback: (name, reason) => act(`${name} goes back: ${reason}`),
      release: (name) => act(`${name} stays`),
      everyMs: 1,
    });
  }

  static async create(windowMs = limits.windowMs): Promise<Scene> {
    const scene = new Scene(windowMs);
    scene.models.follow("iris", "models:/iris@champion");
    await scene.models.aspire("iris", [one]);
    await scene.models.aspire("iris", [two, one]);
    return scene;
  }

  #statisticsOf(version: string): ServableStatistics {
    const { requests, faults } = this.counts[version] ?? { requests: 0, faults: 0 };
    const latencies = new Histogram(latencyBoundsMs);
    latencies.observe(10, requests - faults);
    const idle = {
      failures: faults,
      batches: 0,
      queued: 0,
      inFlight: 0,
      restarts: 0,
      pids: [],
      trouble: undefined,
    };
    return { ...idle, requests, faults, latencies: latencies.snapshot().counts };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.guard[Symbol.dispose]();
    await this.models[Symbol.asyncDispose]();
  }
}

test("takes a version back that fails too often", async ({ expect }) => {
  await using scene = await Scene.create();
  const acted = once(scene.acts, "act");
  scene.guard.watch({ name: "iris", from: one, to: two });
  scene.counts["2"] = { requests: 20, faults: 5 };
  expect(await acted).toEqual(["iris goes back: 5 of 20 requests failed (25.0 %, before 0.0 %)"]);
});

test("lets the version before go when the new one has done well for so long", async ({ expect }) => {
  await using scene = await Scene.create(20);
  const acted = once(scene.acts, "act");
  scene.guard.watch({ name: "iris", from: one, to: two });
  scene.counts["2"] = { requests: 20, faults: 1 };
  expect(await acted).toEqual(["iris stays"]);
});

test("judges only what came after the switch, and nothing once another version serves", async ({
  expect,
}) => {
  await using scene = await Scene.create(30);
  scene.counts["2"] = { requests: 20, faults: 20 };
  const acted = once(scene.acts, "act");
  scene.guard.watch({ name: "iris", from: one, to: two });
  expect(await acted).toEqual(["iris stays"]);
  scene.guard.watch({ name: "iris", from: one, to: two });
  await scene.models.aspire("iris", [one]);
  scene.counts["2"] = { requests: 90, faults: 90 };
  const next = once(scene.acts, "act");
  scene.models.follow("other", "models:/iris@champion");
  await scene.models.aspire("other", [two, one]);
  scene.guard.watch({ name: "other", from: one, to: two });
  expect(await next).toEqual(["other stays"]);
});
