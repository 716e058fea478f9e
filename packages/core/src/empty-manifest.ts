import type { ModelManifest } from "./model.ts";

/** A manifest that says nothing. */
export const emptyManifest: ModelManifest = {
  flavors: {},
  signature: undefined,
  loaderModule: undefined,
  modelUuid: undefined,
  runId: undefined,
  mlflowVersion: undefined,
  metadata: {},
  servingInputExample: undefined,
};
