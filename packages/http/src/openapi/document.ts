import type { ServedModels, TrainingJobs } from "@switchyard/core";
import type { Access } from "../access/access.ts";
import type { RootModel } from "../root-model/root-model.ts";
import { trainingJob } from "../training/job-schema.ts";
import { trainingPaths } from "../training/training-paths.ts";
import { adminPaths, administration } from "./admin-paths.ts";
import { answerHeaders } from "./answer-headers.ts";
import { documentedModel, type DocumentedModel } from "./documented-model.ts";
import { gatewayPaths, modelHealth, nameParameter, rootPaths, type Guards } from "./gateway-paths.ts";
import { gatewayHealth, healthPaths } from "./health-paths.ts";
import type { JsonSchema } from "./json-schema.ts";
import { modelComponents } from "./model-components.ts";
import { modelPaths, otherClients, rootModelPaths } from "./model-paths.ts";
import { historyEvent, newsPaths } from "./news-paths.ts";
import { openInferencePaths } from "./open-inference-paths.ts";
import { mlflowErrorBase, openError, refusalResponses } from "./refusals.ts";
import { requestParameters } from "./request-parameters.ts";
import { statisticsPath } from "./statistics-path.ts";
import { views } from "./views.ts";

export interface DocumentOptions {
  readonly models: ServedModels;
  readonly version: string;
  /** The model that paths without a name mean. */
  readonly root: RootModel | undefined;
  readonly training: Pick<TrainingJobs, "parametersOf">;
  readonly access: Pick<Access, "guardsData" | "guardsControl">;
}

/** The OpenAPI 3.1 document of the gateway as it serves now: its own paths, and each model's typed ones. */
export async function gatewayDocument(options: DocumentOptions): Promise<unknown> {
  const names = options.models.names();
  const models = await Promise.all(names.map((name) => documentedModel(options.models, name)));
  const guards = guardsOf(options);
  const { root } = options;
  const name = nameParameter(names);
  const rooted = root && models.find((each) => each.name === root.model);
  return assemble(options, {
    models,
    tags: ["Models", "Health", "Open Inference Protocol", otherClients, administration],
    paths: {
      ...(rooted && {
        ...rootModelPaths(rooted),
        ...rootPaths(guards),
        ...training(options, rooted.name, ""),
      }),
      ...Object.assign({}, ...models.map((each) => pathsOf(options, each))),
      ...gatewayPaths(name, guards),
      ...newsPaths(name),
      ...statisticsPath(name),
      ...openInferencePaths(name, guards),
      ...adminPaths(guards),
      ...healthPaths(root ? modelHealth("health") : gatewayHealth),
    },
  });
}

/** The document of one model alone; throws `model_not_found`. */
export async function modelDocument(options: DocumentOptions, name: string): Promise<unknown> {
  const model = await documentedModel(options.models, name);
  return assemble(options, { models: [model], tags: [otherClients], paths: pathsOf(options, model) });
}

interface Parts {
  readonly models: readonly DocumentedModel[];
  readonly tags: readonly string[];
  readonly paths: JsonSchema;
}

function assemble({ version, access }: DocumentOptions, { models, tags, paths }: Parts): unknown {
  const { requestBodies, responses } = modelComponents(models);
  return {
    openapi: "3.1.0",
    info: {
      title: "Switchyard",
      version,
      description: "Serves the models of an MLflow registry.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set([...models.map(({ name }) => name), ...tags])].map((name) => ({ name })),
    security: access.guardsData ? [{ apiToken: [] }, { adminToken: [] }] : [],
    paths,
    components: {
      schemas: {
        ...views,
        HistoryEvent: historyEvent,
        Error: mlflowErrorBase,
        OpenError: openError,
        TrainingJob: trainingJob,
      },
      headers: answerHeaders,
      parameters: requestParameters,
      requestBodies,
      responses: { ...refusalResponses, ...responses },
      securitySchemes: {
        apiToken: { type: "http", scheme: "bearer", description: "One of `server.apiTokens`" },
        adminToken: { type: "http", scheme: "bearer", description: "`server.adminToken`" },
      },
    },
  };
}

function guardsOf({ access }: DocumentOptions): Guards {
  return { control: access.guardsControl ? [{ adminToken: [] }] : [] };
}

function pathsOf(options: DocumentOptions, model: DocumentedModel): JsonSchema {
  return { ...modelPaths(model), ...training(options, model.name) };
}

function training(options: DocumentOptions, model: string, path?: string): JsonSchema {
  const parameters = options.training.parametersOf(model);
  return parameters ? trainingPaths({ model, parameters, path, ...guardsOf(options) }) : {};
}
