import type { ModelSignature, TensorSpec } from "@switchyard/core";
import { shapeOf, type ModelShape } from "../fields.ts";
import { generatedRequests, oddValueRequests, type Sampling } from "./generated.ts";
import { paramRequests } from "./params.ts";
import { parquetTables, type ParquetTable } from "./parquet.ts";
import type { ParityRequest } from "./parity-request.ts";
import { protocolRequests } from "./protocol.ts";

/** What a model says of itself. */
export interface DescribedModel {
  readonly name: string;
  readonly signature: ModelSignature | undefined;
  readonly inputs: readonly TensorSpec[];
}

/** Requests, and tables that are still to be made into files. */
export interface MadeRequests {
  readonly requests: readonly ParityRequest[];
  readonly tables: readonly ParquetTable[];
}

/** Models that stand for all others where the request alone matters. */
const thorough = new Set([
  "regression-cs",
  "float32-ts",
  "float32-ns",
  "two-inputs-ns",
  "many-numbers-cs",
  "string-cs",
]);

/** Everything that a model is asked, made from what it says of itself. */
export function requestsFor({ name, signature, inputs }: DescribedModel, sampling: Sampling): MadeRequests {
  const shape = shapeOf(signature, inputs);
  const isThorough = thorough.has(name);
  const generated = generatedRequests(shape, sampling);
  const example = String(generated[0]?.body ?? "{}");
  const params = signature?.params ?? [];
  const requests = [
    ...(isThorough ? protocolRequests(example) : []),
    ...generated,
    ...(hasTypes(shape, signature) ? oddValueRequests(shape, { ...sampling, thorough: isThorough }) : []),
    ...(params.length > 0 || isThorough ? paramRequests(params, example, sampling.seed) : []),
  ];
  return { requests, tables: parquetTables(shape, sampling) };
}

/** Without a signature values are taken as they come; a graph of one dimension shows it well enough. */
function hasTypes({ arrays }: ModelShape, signature: ModelSignature | undefined): boolean {
  return signature !== undefined || (arrays.length === 1 && arrays[0]?.dtype !== undefined);
}
