type Schema = Readonly<Record<string, unknown>>;

const name = { name: "name", in: "path", required: true, schema: { type: "string" } };
const version = { ...name, name: "version" };
const tensor = (data: Schema): Schema => ({
  type: "object",
  properties: {
    name: { type: "string" },
    datatype: { type: "string" },
    shape: { type: "array", items: { type: "integer" } },
    parameters: { type: "object" },
    ...data,
  },
});
const filled = tensor({ data: { type: "array" } });
const asked = { type: "object", properties: { name: { type: "string" }, parameters: { type: "object" } } };

const request: Schema = {
  type: "object",
  properties: {
    id: { type: "string" },
    parameters: { type: "object" },
    inputs: { type: "array", items: filled },
    outputs: { type: "array", items: asked },
  },
  required: ["inputs"],
};
const answer: Schema = {
  type: "object",
  properties: {
    model_name: { type: "string" },
    model_version: { type: "string" },
    id: { type: "string" },
    outputs: { type: "array", items: filled },
  },
};
const metadata: Schema = {
  type: "object",
  properties: {
    name: { type: "string" },
    versions: { type: "array", items: { type: "string" } },
    platform: { type: "string" },
    inputs: { type: "array", items: tensor({}) },
    outputs: { type: "array", items: tensor({}) },
  },
};

const json = (description: string, schema: Schema = { type: "object" }): Schema => ({
  description,
  content: { "application/json": { schema } },
});
const refused = json("What is wrong", { type: "object", properties: { error: { type: "string" } } });
const operation = (summary: string, responses: Schema, more: Schema = {}): Schema => ({
  tags: ["open inference protocol"],
  summary,
  ...more,
  responses,
});
const get = (summary: string, responses: Schema): Schema => ({ get: operation(summary, responses) });
const body = (schema: Schema, required: boolean): Schema => ({
  requestBody: { required, content: { "application/json": { schema } } },
});

const infer = {
  post: operation(
    "Ask a model for tensors",
    { "200": json("Tensors", answer), "400": refused, "404": refused, "429": refused, "503": refused },
    {
      description:
        "With the header `Inference-Header-Content-Length` that many bytes are JSON, and tensors with the parameter `binary_data_size` stand behind it; tensors asked for with `binary_data` come back likewise.",
      parameters: [
        { name: "Inference-Header-Content-Length", in: "header", schema: { type: "integer", minimum: 0 } },
      ],
      requestBody: {
        required: true,
        content: { "application/json": { schema: request }, "application/octet-stream": { schema: {} } },
      },
    },
  ),
};
const described = get("Describe the tensors of a model", {
  "200": json("Model", metadata),
  "404": refused,
  "503": refused,
});
const ready = get("Whether a model answers", {
  "200": json("Ready"),
  "404": refused,
  "503": json("Not ready"),
});
const switched = { "400": refused, "401": refused, "403": refused, "404": refused };

/** The paths of the Open Inference Protocol (V2), which are the same for all models. */
export const openInferencePaths: Readonly<Record<string, Schema>> = {
  "/v2": get("Name, version and extensions of the server", { "200": json("Server") }),
  "/v2/health/live": get("Whether the process is alive", { "200": json("Alive") }),
  "/v2/health/ready": get("Whether the gateway takes traffic", {
    "200": json("Ready"),
    "503": json("Not ready"),
  }),
  "/v2/models/{name}": { parameters: [name], ...described },
  "/v2/models/{name}/ready": { parameters: [name], ...ready },
  "/v2/models/{name}/infer": { parameters: [name], ...infer },
  "/v2/models/{name}/versions/{version}": { parameters: [name, version], ...described },
  "/v2/models/{name}/versions/{version}/ready": { parameters: [name, version], ...ready },
  "/v2/models/{name}/versions/{version}/infer": { parameters: [name, version], ...infer },
  "/v2/repository/index": {
    post: operation(
      "List the versions that are here",
      { "200": json("Versions", { type: "array", items: { type: "object" } }) },
      body({ type: "object", properties: { ready: { type: "boolean" } } }, false),
    ),
  },
  "/v2/repository/models/{name}/load": {
    parameters: [name],
    post: operation("Ask the registry again and switch to its version", {
      "200": { description: "Switched" },
      ...switched,
      "502": refused,
    }),
  },
  "/v2/repository/models/{name}/unload": {
    parameters: [name],
    post: operation("Refused: models follow the registry", switched),
  },
};
