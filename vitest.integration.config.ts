import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take a minute or more: begun first, they do not run on alone when all others have ended. */
const long = ["/compose-", "/parity.", "/python-worker.", "/compile-", "/chaos-", "/python-environments."];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's, not an array's
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = long.findIndex((part) => moduleId.includes(part));
  return rank < 0 ? long.length : rank;
}

/** Tests against real MLflow programs: slow to start, and hungry. */
export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"], externalConditions: ["source"] } },
  test: {
    globalSetup: ["apps/gateway/src/integration/build.ts", "apps/gateway/src/integration/install-testbed.ts"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "services",
          include: ["apps/*/src/integration/**/*.integration.test.ts"],
          exclude: ["apps/*/src/integration/load/**"],
          maxWorkers: availableParallelism() > 2 ? 4 : 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Whole deployments, some of them in containers.
        extends: true,
        test: {
          name: "systems",
          include: ["apps/*/src/integration/systems/**/*.systems.test.ts"],
          maxWorkers: availableParallelism() > 2 ? 3 : 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The commands of README and docs, each page in a copy of the repository.
        extends: true,
        test: {
          name: "docs",
          include: ["scripts/docs/src/integration/**/*.integration.test.ts"],
          maxConcurrency: 3,
          maxWorkers: availableParallelism() > 2 ? 3 : 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // A real browser; alone, since it also tells how fast pages are.
        extends: true,
        test: {
          name: "browser",
          include: ["apps/*/src/integration/browser/**/*.browser.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // One after the other, and after all else: they measure.
        extends: true,
        test: {
          name: "load",
          include: ["apps/*/src/integration/load/**/*.integration.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
