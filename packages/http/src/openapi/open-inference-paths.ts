import { answerOf, objectOf } from "./answer-of.ts";
import type { Guards } from "./gateway-paths.ts";
import type { JsonSchema } from "./json-schema.ts";
import { refusals, type Refusal } from "./refusals.ts";
import { parameterRef } from "./request-parameters.ts";

/** The paths of the Open Inference Protocol (V2) that ask no model; those that do are typed, and stand by their models. */
export function openInferencePaths(name: JsonSchema, { control }: Guards): JsonSchema {
  const at = { parameters: [name] };
  const pinned = { parameters: [name, { ...name, name: "version", schema: text }] };
  return {
    "/v2": { get: free("openServer", "Name, version and extensions of the server", { "200": server }) },
    "/v2/health/live": { get: free("openLive", "Whether the process is alive", { "200": live }) },
    "/v2/health/ready": {
      get: free("openReady", "Whether the gateway takes traffic", { "200": ready, "503": ready }),
    },
    "/v2/models/{name}": { ...at, get: described("openModel") },
    "/v2/models/{name}/ready": { ...at, get: answers("openModelReady") },
    "/v2/models/{name}/versions/{version}": { ...pinned, get: described("openVersion") },
    "/v2/models/{name}/versions/{version}/ready": { ...pinned, get: answers("openVersionReady") },
    "/v2/repository/index": { post: index },
    "/v2/repository/models/{name}/load": { ...at, post: load(control) },
    "/v2/repository/models/{name}/unload": { ...at, post: unload(control) },
  };
}

const tags = ["Open Inference Protocol"];
const text = { type: "string" };
const guarded: readonly Refusal[] = [401, 403, 405];
const tensor = {
  type: "object",
  properties: { name: text, datatype: text, shape: { type: "array", items: { type: "integer" } } },
  required: ["name", "datatype", "shape"],
};

const server = answerOf(
  "The server",
  objectOf({ name: text, version: text, extensions: { type: "array", items: text } }),
);
const live = answerOf("It is", objectOf({ live: { const: true } }));
const ready = answerOf("Whether it does", objectOf({ ready: { type: "boolean" } }));
const modelReady = answerOf("Whether it does", objectOf({ name: text, ready: { type: "boolean" } }));
const metadata = objectOf({
  name: text,
  versions: { type: "array", items: text },
  platform: text,
  inputs: { type: "array", items: tensor },
  outputs: { type: "array", items: tensor },
});

function free(operationId: string, summary: string, responses: JsonSchema): JsonSchema {
  const all = { ...responses, ...refusals("open", [405]) };
  return { tags, operationId, summary, security: [], responses: all };
}

function described(operationId: string): JsonSchema {
  return {
    tags,
    operationId,
    summary: "Describe the tensors of a model",
    responses: { "200": answerOf("The model", metadata), ...refusals("open", [...guarded, 404, 503]) },
  };
}

function answers(operationId: string): JsonSchema {
  const responses = { "200": modelReady, "503": modelReady, ...refusals("open", [404]) };
  return free(operationId, "Whether a model answers", responses);
}

const index = {
  tags,
  operationId: "repositoryIndex",
  summary: "List the versions that are here",
  requestBody: optionalBody({
    ready: { type: "boolean", description: "true leaves out what does not answer" },
  }),
  responses: {
    "200": answerOf("The versions", {
      type: "array",
      items: {
        type: "object",
        properties: {
          name: text,
          version: text,
          state: { type: "string", enum: ["READY", "LOADING", "UNLOADING", "UNAVAILABLE"] },
          reason: text,
        },
        required: ["name", "state", "reason"],
      },
    }),
    ...refusals("open", [400, ...guarded, 413]),
  },
};

function load(control: Guards["control"]): JsonSchema {
  return {
    tags,
    operationId: "repositoryLoad",
    summary: "Ask the registry again and switch to its version",
    security: control,
    parameters: [parameterRef("timeout")],
    requestBody: optionalBody({ parameters: { type: "object", maxProperties: 0 } }),
    responses: {
      "200": { description: "The switch is complete" },
      ...refusals("open", [400, ...guarded, 404, 409, 413, 429, 500, 502, 503, 504]),
    },
  };
}

function unload(control: Guards["control"]): JsonSchema {
  return {
    tags,
    operationId: "repositoryUnload",
    summary: "Refused: models follow the registry",
    security: control,
    responses: refusals("open", [400, ...guarded, 404]),
  };
}

function optionalBody(properties: JsonSchema): JsonSchema {
  return { required: false, content: { "application/json": { schema: { type: "object", properties } } } };
}
