import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import type { RunningMlflow } from "./testbed.ts";

/** A gateway that knows its registry, and the models' files, by the server's address alone. */
export async function followRegistry(
  registry: RunningMlflow,
  models: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<TestGateway> {
  const named = Object.entries(models).map(([name, uri]) => `${name}=${uri}`);
  return await startTestGateway({
    env: {
      MLFLOW_TRACKING_URI: registry.url,
      SWITCHYARD_ARTIFACTS_DESTINATION: "",
      SWITCHYARD_MODELS: named.join(),
      SWITCHYARD_WORKERS: "1",
      ...env,
    },
  });
}
