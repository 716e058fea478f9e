import type { ModelSignature, TensorSpec } from "@switchyard/core";
import { shapeOf } from "../fields.ts";
import { generatedRequests, oddValueRequests, type Sampling } from "./generated.ts";
import { paramRequests } from "./params.ts";
import { protocolRequests } from "./protocol.ts";
import type { ParityRequest } from "./parity-request.ts";

/** What a model says of itself. */
export interface DescribedModel {
  readonly name: string;
  readonly signature: ModelSignature | undefined;
  readonly inputs: readonly TensorSpec[];
}

/** Models that stand for all others where the request alone matters. */
const thorough = new Set([
  "regression-cs",
  "float32-ts",
  "float32-ns",
  "two-inputs-ns",
  "many-types-cs",
  "string-cs",
]);

/** Everything that a model is asked. */
export function requestsFor(
  { name, signature, inputs }: DescribedModel,
  sampling: Sampling,
): readonly ParityRequest[] {
  const shape = shapeOf(signature, inputs);
  const generated = generatedRequests(shape, sampling);
  const example = String(generated[0]?.body ?? "{}");
  const params = signature?.params ?? [];
  return [
    ...(thorough.has(name) ? protocolRequests(example) : []),
    ...generated,
    ...(signature === undefined && !name.endsWith("1d-ns")
      ? []
      : oddValueRequests(shape, { ...sampling, thorough: thorough.has(name) })),
    ...(params.length > 0 || thorough.has(name) ? paramRequests(params, example, sampling.seed) : []),
  ];
}
