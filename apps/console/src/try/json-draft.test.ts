import { test } from "vitest";
import type { ModelDetails } from "../api/model-details.ts";
import { jsonDraft } from "./json-draft.ts";

const details: ModelDetails = {
  name: "iris",
  versions: [],
  signature: {
    inputs: {
      kind: "columns",
      columns: [
        { name: "a", type: { kind: "any" }, required: true },
        { name: "b", type: { kind: "any" }, required: false },
      ],
    },
  },
};

test("what MLflow takes is sent as it was typed", ({ expect }) => {
  const body = '{ "dataframe_split": {"columns": ["a"], "data": [[12345678901234567890]]} }';
  expect(jsonDraft(body, details).request).toEqual({ kind: "json", below: "/invocations", body });
});

test.for([
  ["", /^expected JSON$/],
  ["{", /^not JSON: /],
  ["[1]", /^expected an object with one of dataframe_split, /],
  ["{}", /found none$/],
  ['{"inputs": 1, "instances": 1}', /found instances and inputs$/],
  ['{"dataframe_split": {"columns": ["b"], "data": []}}', /^dataframe_split.columns: a missing$/],
] as const)("%j is not sent", ([text, message], { expect }) => {
  const { request, faults } = jsonDraft(text, details);
  expect(request).toBeUndefined();
  expect(faults[0]?.message).toMatch(message);
});
