import type { ServedModels, TrainingJobs } from "@switchyard/core";
import type { RootModel } from "../root-model/root-model.ts";
import { trainingPaths } from "../training/training-paths.ts";
import { openInferencePaths } from "./open-inference-paths.ts";
import { modelPaths, rootModelPaths } from "./model-paths.ts";

const json = (description: string): unknown => ({
  description,
  content: { "application/json": { schema: { type: "object" } } },
});
const text = (description: string): unknown => ({ description });
const get = (summary: string, ok: unknown = json("Answer")): unknown => ({
  get: { tags: ["gateway"], summary, responses: { "200": ok } },
});
const name = { name: "name", in: "path", required: true, schema: { type: "string" } };
const flag = (key: string, description: string): unknown => ({
  name: key,
  in: "query",
  description,
  schema: { type: "string", enum: ["true", "false"] },
});
const header = (key: string): unknown => ({
  name: key,
  in: "header",
  required: true,
  schema: { type: "string" },
});
const failure = { $ref: "#/components/responses/Error" };
const refusals = { "401": failure, "403": failure, "404": failure, "409": failure };

const gatewayPaths = {
  "/models": get("List the served models"),
  "/models/{name}": {
    parameters: [name],
    get: {
      tags: ["gateway"],
      summary: "Describe a model",
      responses: { "200": json("Model"), "404": failure },
    },
  },
  "/models/{name}/health": {
    parameters: [name],
    get: {
      tags: ["gateway"],
      summary: "Whether a model answers",
      responses: { "200": json("Healthy"), "404": failure, "503": json("Unhealthy") },
    },
  },
  "/models/{name}/reload": {
    parameters: [name],
    post: {
      tags: ["gateway"],
      summary: "Ask the registry again and switch to its version",
      parameters: [
        flag("wait", "false answers at once"),
        flag("force", "true serves a version that was rolled back or refused, too"),
      ],
      responses: { "200": json("Switched"), "202": json("Accepted"), ...refusals, "502": failure },
    },
  },
  "/models/{name}/rollback": {
    parameters: [name],
    post: {
      tags: ["gateway"],
      summary: "Serve the version before, until the registry points elsewhere",
      responses: { "200": json("Rolled back"), ...refusals, "502": failure },
    },
  },
  "/models/{name}/history": {
    parameters: [name],
    get: {
      tags: ["gateway"],
      summary: "What has happened to a model since the start, the newest first",
      responses: { "200": json("Events"), "404": failure },
    },
  },
  "/events": {
    get: {
      tags: ["gateway"],
      summary: "What happens to models and trainings, as server-sent events",
      responses: {
        "200": { description: "Events", content: { "text/event-stream": { schema: { type: "string" } } } },
        "503": failure,
      },
    },
  },
  "/api/2.0/endpoints": get("List the served models as `mlflow.deployments` does"),
  "/api/2.0/endpoints/{name}": {
    parameters: [name],
    get: {
      tags: ["gateway"],
      summary: "Describe a model as `mlflow.deployments` does",
      responses: { "200": json("Endpoint"), "404": failure },
    },
  },
  "/webhooks/mlflow": {
    post: {
      tags: ["gateway"],
      summary: "A signed webhook of MLflow: look at the registry now",
      parameters: ["X-MLflow-Delivery-Id", "X-MLflow-Timestamp", "X-MLflow-Signature"].map(header),
      requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
      responses: { "200": json("Heard"), "400": failure, "401": failure, "403": failure, "404": failure },
    },
  },
  "/health": get("Health of the gateway with one entry a model"),
  "/livez": get("Whether the process is alive"),
  "/readyz": get("Whether the gateway takes traffic"),
  "/ping": get("MLflow's health check", text("A newline")),
  "/version": get("Version of the gateway", text("Version")),
};

/** The same of the one model that the root means. */
const rootPaths = {
  "/info": { get: gatewayPaths["/models/{name}"].get },
  "/reload": { post: gatewayPaths["/models/{name}/reload"].post },
  "/rollback": { post: gatewayPaths["/models/{name}/rollback"].post },
};

export interface DocumentOptions {
  readonly models: ServedModels;
  readonly version: string;
  readonly root: RootModel | undefined;
  readonly training: Pick<TrainingJobs, "parametersOf">;
}

/** The OpenAPI 3.1 document of this gateway as it serves now: its own paths and two typed ones a model. */
export function openApiDocument(options: DocumentOptions): unknown {
  const { models, version } = options;
  return {
    openapi: "3.1.0",
    info: {
      title: "Switchyard",
      version,
      description: "Serves the models of an MLflow registry.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [{ name: "gateway" }, ...models.names().map((each) => ({ name: each }))],
    paths: { ...rootedPaths(options), ...typedPaths(options), ...gatewayPaths, ...openInferencePaths },
    components: {
      responses: {
        Error: {
          description: "What is wrong, in MLflow's form",
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: {
                  error_code: { type: "string" },
                  message: { type: "string" },
                  request_id: { type: "string" },
                },
                required: ["error_code", "message", "request_id"],
              },
            },
          },
        },
      },
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    },
    security: [{}, { bearer: [] }],
  };
}

type Paths = Readonly<Record<string, unknown>>;

function typedPaths({ models, training }: DocumentOptions): Paths {
  const paths = models
    .names()
    .flatMap((each) => [
      modelPaths(each, models.status(each).current?.servable?.description),
      trainingPaths(each, training.parametersOf(each)),
    ]);
  return Object.assign({}, ...paths);
}

function rootedPaths({ models, root, training }: DocumentOptions): Paths {
  if (!root) return {};
  const description = models.status(root.model).current?.servable?.description;
  const trained = trainingPaths(root.model, training.parametersOf(root.model), "");
  return { ...rootModelPaths(root.model, description), ...rootPaths, ...trained };
}
