import { GatewayError } from "@switchyard/core";
import { describe, test } from "vitest";
import { createRegistry } from "../uri/registry.ts";
import type { OpenStore } from "./registry-conformance.ts";
import type { RegistryFacts } from "./registry-facts.ts";

const { signal } = new AbortController();

type Row = readonly [
  uri: (facts: RegistryFacts) => string,
  location: (facts: RegistryFacts) => string | undefined,
];

const rows: Readonly<Record<string, Row>> = {
  "a version": [() => "models:/iris/1", ({ sources }) => sources["iris 1"]],
  "an alias": [() => "models:/iris@champion", ({ sources }) => sources["iris 3"]],
  "a stage in any case": [() => "models:/iris/pRODUCTION", ({ sources }) => sources["iris 3"]],
  "the latest": [() => "models:/iris/Latest", ({ sources }) => sources["iris 10"]],
  "the alias latest": [() => "models:/iris@latest", ({ sources }) => sources["iris 10"]],
  "a name with an @": [() => "models:/user@corp.com@champion", ({ sources }) => sources["user@corp.com 1"]],
  "a strange name": [({ oddName }) => `models:/${oddName}/1`, (facts) => facts.sources[`${facts.oddName} 1`]],
  "a logged model": [
    ({ loggedModels }) => `models:/${loggedModels.iris3.modelId}`,
    ({ loggedModels }) => loggedModels.iris3.location,
  ],
  "a run's logged model": [
    ({ runs }) => `runs:/${runs.run1.runId}/model`,
    ({ loggedModels }) => loggedModels.newer.location,
  ],
  "what lies below a run's logged model": [
    ({ runs }) => `runs:/${runs.run1.runId}/model/sub`,
    ({ loggedModels }) => `${loggedModels.newer.location}/sub`,
  ],
  "a version whose source is another version": [
    () => "models:/sources/1",
    ({ sources }) => sources["iris 3"],
  ],
  "a version whose source is in a run": [
    () => "models:/sources/2",
    ({ loggedModels }) => loggedModels.newer.location,
  ],
  "a version whose source is a logged model": [
    () => "models:/sources/4",
    ({ loggedModels }) => loggedModels.iris3.location,
  ],
};

const faults: Readonly<Record<string, string>> = {
  "models:/catdog/cherry": "no stage 'cherry'; alias 'cherry' exists: did you mean models:/catdog@cherry?",
  "models:/iris/7": "iris has no version 7; it has 10, 9, 3, 2, 1",
  "models:/iris/11": "iris has no version 11",
  "models:/iriss/1": "no registered model iriss",
  "models:/iris@dangling": "alias dangling of iris points at version 11, which does not exist",
  "models:/empty/latest": "empty has no versions",
  "runs:/nope/model": "no run nope",
};

/** What URIs mean in a registry that holds the sample. */
export function uriLookups(openStore: OpenStore): void {
  describe("through its URIs", () => {
    test.for(Object.entries(rows))("finds %s", async ([, [uri, location]], { expect }) => {
      await using opened = await openStore();
      const version = await createRegistry(opened).resolve(uri(opened.facts), signal);
      expect(version.source).toBe(location(opened.facts));
    });

    test.for(Object.entries(faults))("says of %s: %s", async ([uri, message], { expect }) => {
      await using opened = await openStore();
      const fault = await createRegistry(opened)
        .resolve(uri, signal)
        .catch((thrown: unknown) => thrown);
      expect(fault).toBeInstanceOf(GatewayError);
      expect(String(fault)).toContain(message);
    });
  });
}
