import { answerOf, objectOf } from "./answer-of.ts";
import type { JsonSchema } from "./json-schema.ts";
import { otherClients } from "./model-paths.ts";
import { refusals, type Refusal } from "./refusals.ts";
import { flagParameter, parameterRef } from "./request-parameters.ts";

/** Who may ask what: security requirements. */
export interface Guards {
  /** Of what changes what is served. */
  readonly control: readonly JsonSchema[];
}

/** The path parameter that names a served model. */
export function nameParameter(names: readonly string[]): JsonSchema {
  const known = names.length > 0 ? { enum: names } : {};
  return { name: "name", in: "path", required: true, schema: { type: "string", ...known } };
}

/** The paths of the gateway that list and describe models, and switch their versions. */
export function gatewayPaths(name: JsonSchema, { control }: Guards): JsonSchema {
  return {
    "/models": { get: listModels },
    "/models/{name}": { parameters: [name], get: describeModel("describeModel") },
    "/models/{name}/info": { parameters: [name], get: describeModel("modelInfo") },
    "/models/{name}/health": { parameters: [name], get: modelHealth("modelHealth") },
    "/models/{name}/openapi.json": { parameters: [name], get: modelDocument },
    "/models/{name}/reload": { parameters: [name], post: reload("reloadModel", control) },
    "/models/{name}/rollback": { parameters: [name], post: rollback("rollbackModel", control) },
    "/models/{name}/traffic": { parameters: [name], ...traffic("Traffic", control) },
    "/api/2.0/endpoints": { get: listEndpoints },
    "/api/2.0/endpoints/{name}": { parameters: [name], get: describeEndpoint },
    "/webhooks/mlflow": { post: webhook },
  };
}

/** The same of the one model that the root means. */
export function rootPaths({ control }: Guards): JsonSchema {
  return {
    "/info": { get: describeModel("info") },
    "/reload": { post: reload("reload", control) },
    "/rollback": { post: rollback("rollback", control) },
    "/traffic": traffic("RootTraffic", control),
  };
}

const tags = ["Models"];
const guarded: readonly Refusal[] = [401, 403, 405];
const named: readonly Refusal[] = [...guarded, 404];

const listModels = {
  tags,
  operationId: "listModels",
  summary: "List the served models",
  responses: {
    "200": answerOf("The models", objectOf({ models: { type: "array", items: schemaRef("Model") } })),
    ...refusals("mlflow", guarded),
  },
};

function describeModel(operationId: string): JsonSchema {
  return {
    tags,
    operationId,
    summary: "Describe a model, its signature and its versions",
    responses: { "200": answerOf("The model", "ModelDetails"), ...refusals("mlflow", named) },
  };
}

/** Whether a model answers: at `/models/{name}/health`, or `/health` where the root means one. */
export function modelHealth(operationId: string): JsonSchema {
  return {
    tags,
    operationId,
    summary: "Whether a model answers",
    security: [],
    responses: {
      "200": answerOf("It answers", "ModelHealth"),
      "503": answerOf("It does not", "ModelHealth"),
      ...refusals("mlflow", [404, 405]),
    },
  };
}

const modelDocument = {
  tags,
  operationId: "modelDocument",
  summary: "The part of this document that is about one model",
  security: [],
  responses: {
    "200": answerOf("An OpenAPI document", { type: "object" }),
    ...refusals("mlflow", [404, 405]),
  },
};

const switches: readonly Refusal[] = [400, ...named, 409, 429, 500, 502, 503, 504];

function reload(operationId: string, control: Guards["control"]): JsonSchema {
  return {
    tags,
    operationId,
    summary: "Ask the registry again and switch to its version",
    security: control,
    parameters: [
      flagParameter("wait", "false answers at once, before the switch"),
      flagParameter("force", "true serves a version that was rolled back or refused, too"),
      parameterRef("timeout"),
    ],
    responses: {
      "200": answerOf("The switch is complete", "Switched"),
      "202": answerOf(
        "It has begun",
        objectOf({ status: { const: "accepted" }, model_uri: { type: "string" } }),
      ),
      ...refusals("mlflow", switches),
    },
  };
}

function rollback(operationId: string, control: Guards["control"]): JsonSchema {
  return {
    tags,
    operationId,
    summary: "Serve the version before, until the registry points elsewhere",
    security: control,
    parameters: [parameterRef("timeout")],
    responses: { "200": answerOf("The version before serves", "Switched"), ...refusals("mlflow", switches) },
  };
}

const parts = {
  type: "object",
  description: "Parts of the requests by alias or version number, in any unit",
  maxProperties: 16,
  additionalProperties: { type: "number", minimum: 0, maximum: 1_000_000 },
  examples: [{ champion: 95, challenger: 5 }],
};

function traffic(operation: string, control: Guards["control"]): JsonSchema {
  const split = answerOf("How it is split", objectOf({ model: { type: "string" }, traffic: parts }));
  return {
    get: {
      tags,
      operationId: `show${operation}`,
      summary: "How requests that name no version are split among versions",
      responses: { "200": split, ...refusals("mlflow", named) },
    },
    put: {
      tags,
      operationId: `split${operation}`,
      summary: "Split requests that name no version; an empty object ends the split",
      description:
        "Versions that are named are loaded first. Requests with one `X-Routing-Key` go to one version.",
      security: control,
      parameters: [parameterRef("timeout")],
      requestBody: { required: true, content: { "application/json": { schema: parts } } },
      responses: { "200": split, ...refusals("mlflow", [...switches, 413, 415]) },
    },
  };
}

const listEndpoints = {
  tags: [otherClients],
  operationId: "listEndpoints",
  summary: "List the served models as `mlflow.deployments` does",
  responses: {
    "200": answerOf("The models", objectOf({ endpoints: { type: "array", items: schemaRef("Endpoint") } })),
    ...refusals("mlflow", guarded),
  },
};

const describeEndpoint = {
  tags: [otherClients],
  operationId: "describeEndpoint",
  summary: "Describe a model as `mlflow.deployments` does",
  responses: { "200": answerOf("The model", "Endpoint"), ...refusals("mlflow", named) },
};

const webhook = {
  tags: [otherClients],
  operationId: "mlflowWebhook",
  summary: "A signed webhook of MLflow: look at the registry now",
  security: [],
  parameters: [
    signedHeader("X-MLflow-Delivery-Id", "^[A-Za-z0-9_-]{1,128}$"),
    signedHeader("X-MLflow-Timestamp", "^[0-9]{1,12}$"),
    signedHeader("X-MLflow-Signature", "^v1,[A-Za-z0-9_+/]+={0,2}$"),
  ],
  requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
  responses: {
    "200": answerOf("Heard", objectOf({ status: { enum: ["accepted", "duplicate", "ignored"] } })),
    ...refusals("mlflow", [400, 401, 403, 404, 405, 413, 415]),
  },
};

function schemaRef(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

function signedHeader(name: string, pattern: string): JsonSchema {
  return { name, in: "header", required: true, schema: { type: "string", pattern } };
}
