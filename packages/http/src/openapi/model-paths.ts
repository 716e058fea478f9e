import type { ModelDescription } from "@switchyard/core";
import { inferenceHeaders } from "./answer-headers.ts";
import { binary, uploadOf } from "./bodies/body-content.ts";
import type { DocumentedModel, DocumentedVersion } from "./documented-model.ts";
import type { JsonSchema } from "./json-schema.ts";
import { keyOf } from "./key-of.ts";
import { refusals, type Refusal } from "./refusals.ts";
import { parameterRef } from "./request-parameters.ts";

/** The paths of a model that ask it something, typed by the version that they mean. */
export function modelPaths(model: DocumentedModel): JsonSchema {
  const { name, current, pinned, aliases } = model;
  const key = keyOf(name);
  const part = encodeURIComponent(name);
  const ofVersions = pinned.map(([version, served]) => {
    const asked = { title: `version ${version} of ${name}`, id: `Version_${key}.v${keyOf(version)}` };
    const path = `models/${part}/versions/${encodeURIComponent(version)}`;
    return operations({ ...asked, tag: name, served, path });
  });
  const ofAliases = aliases.map(([alias, served]) => {
    const asked = { title: `${name} as ${alias}`, id: `Alias_${key}.v${keyOf(alias)}` };
    return operations({ ...asked, tag: name, served, path: `models/${part}@${encodeURIComponent(alias)}` });
  });
  const asked = { title: name, tag: name, served: current, isSplit: true };
  return Object.assign(
    operations({ ...asked, id: `_${key}`, path: `models/${part}` }),
    ...ofVersions,
    ...ofAliases,
    {
      [`/models/${part}/invoke`]: { post: invocations({ ...asked, tag: otherClients, id: `Multi_${key}` }) },
      [`/endpoints/${part}/invocations`]: {
        post: invocations({ ...asked, tag: otherClients, id: `Endpoint_${key}` }),
      },
    },
  );
}

/** The tag of paths that are there for other programs' clients, and mean the same as others. */
export const otherClients = "MLflow and SageMaker clients";

/** The paths of the one model that the root means. */
export function rootModelPaths({ name, current }: DocumentedModel): JsonSchema {
  const asked = { title: name, tag: name, served: current, isSplit: true, id: "" };
  const named = { "/api/v1/model/predict": { post: namedFiles(name) } };
  return {
    "/invocations": { post: invocations(asked) },
    "/predict": { post: predict(asked) },
    ...(isOfImages(current.description) && named),
  };
}

interface Asked {
  /** What is asked, in words. */
  readonly title: string;
  readonly tag: string;
  /** The end of operation ids. */
  readonly id: string;
  readonly served: DocumentedVersion;
  /** Whether another version may answer, where traffic is split. */
  readonly isSplit?: boolean | undefined;
}

function operations({ path, ...asked }: Asked & { readonly path: string }): JsonSchema {
  return {
    [`/${path}/invocations`]: { post: invocations(asked) },
    [`/${path}/predict`]: { post: predict(asked) },
    [`/v2/${path}/infer`]: { post: infer(asked) },
  };
}

const asks: readonly Refusal[] = [400, 401, 403, 404, 405, 413, 415, 422, 429, 500, 503, 504];

function parametersOf({ isSplit = false }: Pick<Asked, "isSplit">): readonly JsonSchema[] {
  const usual = [parameterRef("timeout"), parameterRef("requestId")];
  return isSplit ? [...usual, parameterRef("routingKey")] : usual;
}

function invocations({ title, tag, id, served, isSplit }: Asked): JsonSchema {
  return {
    tags: [tag],
    operationId: `invoke${id}`,
    summary: `Score ${title} as \`mlflow models serve\` does`,
    parameters: parametersOf({ isSplit }),
    requestBody: { $ref: `#/components/requestBodies/${served.key}.invocations` },
    responses: {
      "200": { $ref: `#/components/responses/${served.key}.invocations` },
      ...refusals("mlflow", asks),
    },
  };
}

function predict({ title, tag, id, served, isSplit }: Asked): JsonSchema {
  return {
    tags: [tag],
    operationId: `predict${id}`,
    summary: `Ask ${title} for an answer a person can read`,
    parameters: parametersOf({ isSplit }),
    requestBody: { $ref: `#/components/requestBodies/${served.key}.predict` },
    responses: {
      "200": { $ref: `#/components/responses/${served.key}.predict` },
      ...refusals("mlflow", asks),
    },
  };
}

function infer({ title, tag, id, served, isSplit }: Asked): JsonSchema {
  return {
    tags: [tag],
    operationId: `infer${id}`,
    summary: `Ask ${title} for tensors, by the Open Inference Protocol`,
    parameters: [...parametersOf({ isSplit }), parameterRef("headerLength")],
    requestBody: { $ref: `#/components/requestBodies/${served.key}.infer` },
    responses: { "200": { $ref: `#/components/responses/${served.key}.infer` }, ...refusals("open", asks) },
  };
}

function isOfImages(description: ModelDescription | undefined): boolean {
  return description?.task === "image";
}

function namedFiles(name: string): JsonSchema {
  const item = {
    type: "object",
    properties: { image_filename: { type: "string" }, prediction: {} },
    required: ["image_filename", "prediction"],
  };
  const data = { type: "array", items: item };
  const schema = { type: "object", properties: { data }, required: ["data"] };
  return {
    tags: [name],
    operationId: "predictFiles",
    summary: `Ask ${name} for the label of each picture`,
    parameters: parametersOf({ isSplit: true }),
    requestBody: {
      required: true,
      content: {
        "multipart/form-data": uploadOf("image_file", { type: "array", items: binary, minItems: 1 }),
      },
    },
    responses: {
      "200": {
        description: "Labels",
        headers: inferenceHeaders,
        content: { "application/json": { schema } },
      },
      ...refusals("mlflow", asks),
    },
  };
}
