import type { Codec } from "@switchyard/core";
import { createPredictCodec } from "./friendly/predict-codec.ts";
import type { JsonDialect } from "./mlflow-json/encode-tensor.ts";
import { createInvocationsCodec } from "./mlflow-json/invocations-codec.ts";

export type { JsonDialect } from "./mlflow-json/encode-tensor.ts";

/** One codec an operation. */
export interface Codecs {
  readonly invocations: Codec;
  readonly predict: Codec;
}

/** The codecs of a worker; each reads every content type of its operation. */
export function createCodecs({ json = "strict" }: { readonly json?: JsonDialect } = {}): Codecs {
  return { invocations: createInvocationsCodec(json), predict: createPredictCodec(json) };
}
