import { defineConfig } from "vitest/config";

/** Tests against real MLflow programs: slow to start, and hungry. */
export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"], externalConditions: ["source"] } },
  test: {
    globalSetup: ["apps/gateway/src/integration/build.ts", "apps/gateway/src/integration/install-testbed.ts"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: "services",
          include: ["apps/*/src/integration/**/*.integration.test.ts"],
          exclude: ["apps/*/src/integration/load/**"],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // One after the other, and after all else: they measure.
        extends: true,
        test: {
          name: "load",
          include: ["apps/*/src/integration/load/**/*.integration.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
