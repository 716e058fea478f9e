import { defineConfig } from "vitest/config";

/** Tests against real MLflow programs: slow to start, and hungry. */
export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"], externalConditions: ["source"] } },
  test: {
    include: ["apps/*/src/integration/**/*.integration.test.ts"],
    globalSetup: ["apps/gateway/src/integration/install-testbed.ts"],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
