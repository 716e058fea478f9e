import type { ColumnType, ModelSignature, ParamSpec } from "@switchyard/core";
import { z } from "zod";
import { parseColumnType, typeSpec } from "./parse-column-type.ts";
import { parsePythonJson } from "./parse-python-json.ts";
import { parseSchema } from "./parse-schema.ts";

/** The `signature` of an MLmodel file; each part is a JSON text. */
export interface SignatureTexts {
  readonly inputs?: string | null | undefined;
  readonly outputs?: string | null | undefined;
  readonly params?: string | null | undefined;
}

/** Reads a signature; throws an error that says what about it is wrong. */
export function parseSignature({ inputs, outputs, params }: SignatureTexts): ModelSignature {
  return {
    inputs: inputs ? parseSchema(inputs, "inputs") : undefined,
    outputs: outputs ? parseSchema(outputs, "outputs") : undefined,
    params: params ? parseParams(params) : undefined,
  };
}

/** Older files call a param's `type` its `dtype`. */
const paramSpec = z.intersection(
  z.object({ name: z.string(), default: z.unknown(), shape: z.array(z.number()).nullish() }),
  z.preprocess(withType, typeSpec),
);

function withType(entry: unknown): unknown {
  if (typeof entry !== "object" || entry === null || "type" in entry || !("dtype" in entry)) return entry;
  return { ...entry, type: entry.dtype };
}

function parseParams(text: string): readonly ParamSpec[] {
  return z
    .array(paramSpec)
    .parse(parsePythonJson(text))
    .map((param) => ({
      name: param.name,
      type: parseParamType(param),
      default: param.default ?? undefined,
      list: param.shape !== undefined && param.shape !== null,
    }));
}

function parseParamType(param: z.infer<typeof paramSpec>): ColumnType {
  const type = parseColumnType(param, `param ${param.name}`);
  if (type.kind === "object" || (type.kind === "scalar" && type.type !== "binary")) return type;
  throw new Error(`param ${param.name}: type "${param.type}" is not allowed`);
}
