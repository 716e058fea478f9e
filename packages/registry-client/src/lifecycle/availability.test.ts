import { GatewayError } from "@switchyard/core";
import { array, assert, asyncProperty, boolean, integer, record, uniqueArray } from "fast-check";
import { test } from "vitest";
import { testLoaded, testVersion } from "../testing/test-versions.ts";
import { ModelManager } from "./model-manager.ts";

/** A manager whose loads fail as planned, watched at each of its steps. */
class WatchedModel implements AsyncDisposable {
  failing: readonly number[] = [];
  /** Whether it has answered, and has been told to serve something ever since. */
  mustAnswer = false;
  #isWanted = false;
  readonly outages: string[] = [];
  readonly models: ModelManager = new ModelManager({
    loadModel: async (version) => {
      const fails = this.failing.includes(Number(version.version));
      await Promise.resolve();
      this.#watch(`while ${version.version} loads`);
      if (fails) throw new GatewayError("load_failed", "planned");
      return testLoaded(version);
    },
    events: { modelStateChanged: ({ version }, state) => this.#watch(`when ${version} is ${state}`) },
  });

  constructor() {
    this.models.follow("iris", "models:/iris@champion");
  }

  get answers(): boolean {
    try {
      this.models.acquire({ name: "iris" })[Symbol.dispose]();
      return true;
    } catch {
      return false;
    }
  }

  async aspire(versions: readonly number[]): Promise<void> {
    this.#isWanted = versions.length > 0;
    this.mustAnswer &&= this.#isWanted;
    const aspired = versions.map((version) => testVersion(`${version}`));
    await this.models.aspire("iris", aspired).catch(() => undefined);
    this.#watch(`once ${versions.join()} was declared`);
    this.mustAnswer ||= this.#isWanted && this.answers;
  }

  #watch(when: string): void {
    if (this.mustAnswer && !this.answers) this.outages.push(when);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.mustAnswer = false;
    await this.models[Symbol.asyncDispose]();
  }
}

const version = integer({ min: 1, max: 5 });
const step = record({
  versions: uniqueArray(version, { maxLength: 3 }),
  failing: uniqueArray(version, { maxLength: 4 }),
  isAwaited: boolean(),
});

test("whatever is aspired and fails, a model that answered answers on, and ends at what loads", async ({
  expect,
}) => {
  const property = asyncProperty(array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
    await using model = new WatchedModel();
    for (const { versions, failing, isAwaited } of steps) {
      model.failing = failing;
      const aspired = model.aspire(versions);
      if (isAwaited) await aspired;
    }
    model.failing = [];
    await model.aspire([7]);
    expect(model.outages).toEqual([]);
    expect(model.models.status("iris").current?.version.version).toBe("7");
  });
  await assert(property, { numRuns: 300, seed: 7 });
});
