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
import { otherClients, rootModelPaths } from "./model-paths.ts";
import { innerJson, modelText, type ModelText } from "./model-text.ts";
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
  readonly access: Pick<Access, "guardsData" | "guardsControl" | "mayAskData">;
}

const clientsTag = {
  name: otherClients,
  description: "The same as other paths, where their clients look for it",
};
const gatewayTags = [
  { name: "Models", description: "What is served, and which version of it" },
  { name: "Health", description: "How the gateway is, for machines and people" },
  { name: "Open Inference Protocol", description: "V2, as KServe and Triton speak it" },
  clientsTag,
  { name: administration, description: "How the gateway runs" },
];

/** Who reads a document. */
export interface Reader {
  /** Whether to show examples, which are data of the models'. */
  readonly examples: boolean;
}

/** The OpenAPI 3.1 document of the gateway as it serves now, in JSON: its own paths, and each model's typed ones. */
export async function gatewayDocument(options: DocumentOptions, reader: Reader): Promise<string> {
  const names = options.models.names();
  const models = await Promise.all(names.map((name) => documentedModel(options.models, name, reader)));
  const guards = guardsOf(options);
  const { root } = options;
  const name = nameParameter(names);
  const rooted = root && models.find((each) => each.name === root.model);
  return await assemble(options, {
    models,
    tags: gatewayTags,
    paths: {
      ...(rooted && {
        ...rootModelPaths(rooted),
        ...rootPaths(guards),
        ...training(options, rooted.name, ""),
      }),
      ...gatewayPaths(name, guards),
      ...newsPaths(name),
      ...statisticsPath(name),
      ...openInferencePaths(name, guards),
      ...adminPaths(guards),
      ...healthPaths(root ? modelHealth("health") : gatewayHealth),
    },
  });
}

/** The document of one model alone, in JSON; throws `model_not_found`. */
export async function modelDocument(options: DocumentOptions, name: string, reader: Reader): Promise<string> {
  const model = await documentedModel(options.models, name, reader);
  return await assemble(options, { models: [model], tags: [clientsTag], paths: {} });
}

interface Parts {
  readonly models: readonly DocumentedModel[];
  readonly tags: readonly Tag[];
  /** Beside those of the models. */
  readonly paths: JsonSchema;
}

async function assemble(options: DocumentOptions, { models, tags, paths }: Parts): Promise<string> {
  const texts: ModelText[] = [];
  for (const model of models) texts.push(await modelText(model, otherPaths(options, model.name)));
  const join = (part: keyof ModelText, more: JsonSchema): string =>
    [...texts.map((each) => each[part]), innerJson(more)].filter((text) => text !== "").join(",");
  const head = headOf(options, [
    ...models.map(({ name, uri }) => ({ name, description: `The model that \`${uri}\` means` })),
    ...tags,
  ]);
  const requestBodies = `"requestBodies":{${join("requestBodies", {})}}`;
  const responses = `"responses":{${join("responses", refusalResponses)}}`;
  return `{${innerJson(head)},"paths":{${join("paths", paths)}},"components":{${components},${requestBodies},${responses}}}`;
}

interface Tag {
  readonly name: string;
  readonly description: string;
}

function headOf({ version, access }: DocumentOptions, tags: readonly Tag[]): JsonSchema {
  // A model may have the name of a tag of ours.
  const byName = new Map(tags.toReversed().map((tag) => [tag.name, tag]));
  return {
    openapi: "3.1.0",
    info: {
      title: "Switchyard",
      version,
      description:
        "Serves the models of an MLflow registry. Bodies may come compressed, with `Content-Encoding` gzip, deflate, br or zstd.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...byName.values()].toReversed(),
    security: access.guardsData ? [{ apiToken: [] }, { adminToken: [] }] : [],
  };
}

/** The same in all documents. */
const components = innerJson({
  schemas: {
    ...views,
    HistoryEvent: historyEvent,
    Error: mlflowErrorBase,
    OpenError: openError,
    TrainingJob: trainingJob,
  },
  headers: answerHeaders,
  parameters: requestParameters,
  securitySchemes: {
    apiToken: { type: "http", scheme: "bearer", description: "One of `server.apiTokens`" },
    adminToken: { type: "http", scheme: "bearer", description: "`server.adminToken`" },
  },
});

function guardsOf({ access }: DocumentOptions): Guards {
  return { control: access.guardsControl ? [{ adminToken: [] }] : [] };
}

/** The paths of a model that do not depend on its version, and what they are made of. */
function otherPaths(options: DocumentOptions, model: string): Parameters<typeof modelText>[1] {
  const of = [options.training.parametersOf(model), options.access.guardsControl];
  return { of, paths: () => training(options, model) };
}

function training(options: DocumentOptions, model: string, path?: string): JsonSchema {
  const parameters = options.training.parametersOf(model);
  return parameters ? trainingPaths({ model, parameters, path, ...guardsOf(options) }) : {};
}
