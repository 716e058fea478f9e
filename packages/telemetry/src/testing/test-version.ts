import type { ModelVersion } from "@switchyard/core";

/** A version of which nothing is known but its name and number. */
export const testVersion: ModelVersion = {
  name: "iris",
  version: "2",
  source: "/models/2",
  registeredName: undefined,
  alias: undefined,
  aliases: [],
  stage: undefined,
  runId: undefined,
  status: undefined,
};
