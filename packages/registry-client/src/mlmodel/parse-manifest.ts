import { GatewayError, type ModelManifest, type ModelSignature } from "@switchyard/core";
import { z } from "zod";
import { parseSignature, type SignatureTexts } from "./parse-signature.ts";
import { parseYaml } from "./parse-yaml.ts";

/** Reads the text of an `MLmodel` file; throws `load_failed` that says what about it is wrong. */
export function parseManifest(text: string): ModelManifest {
  const file = parseFile(text);
  const pythonFunction = file.flavors["python_function"];
  const loaderModule = pythonFunction?.["loader_module"];
  return {
    flavors: file.flavors,
    signature: file.signature ? toSignature(file.signature) : undefined,
    loaderModule: typeof loaderModule === "string" ? loaderModule : undefined,
    modelUuid: file.model_uuid ?? undefined,
    runId: file.run_id ?? undefined,
    mlflowVersion: file.mlflow_version ?? undefined,
    metadata: file.metadata ?? {},
    servingInputExample: file.saved_input_example_info?.serving_input_path ?? undefined,
  };
}

/** Ids and versions that a person wrote without quotes are numbers to YAML. */
const text = z.union([z.string(), z.number().transform(String)]);

const settings = z
  .record(z.string(), z.unknown())
  .nullable()
  .transform((value) => value ?? {});

const signatureTexts = z.object({
  inputs: z.string().nullish(),
  outputs: z.string().nullish(),
  params: z.string().nullish(),
});

const fileSchema = z.object({
  flavors: z
    .record(z.string(), settings)
    .refine((flavors) => Object.keys(flavors).length > 0, "there are none"),
  signature: signatureTexts.nullish(),
  model_uuid: text.nullish(),
  run_id: text.nullish(),
  mlflow_version: text.nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  saved_input_example_info: z.object({ serving_input_path: z.string().nullish() }).nullish(),
});

function parseFile(content: string): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(parseYaml(content));
  } catch (cause) {
    throw new GatewayError("load_failed", `the MLmodel file cannot be used: ${reasonOf(cause)}`, { cause });
  }
}

function toSignature(texts: SignatureTexts): ModelSignature {
  try {
    return parseSignature(texts);
  } catch (cause) {
    throw new GatewayError("load_failed", `the MLmodel file's signature cannot be used: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError) return z.prettifyError(cause);
  return cause instanceof Error ? cause.message : String(cause);
}
