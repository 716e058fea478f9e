import type { Codec, ServedName } from "@switchyard/core";
import { createPredictCodec } from "./friendly/predict-codec.ts";
import type { JsonDialect } from "./mlflow-json/encode-tensor.ts";
import { createInvocationsCodec } from "./mlflow-json/invocations-codec.ts";
import { createInferCodec } from "./v2/infer-codec.ts";

export type { JsonDialect } from "./mlflow-json/encode-tensor.ts";

/** One codec an operation. */
export interface Codecs {
  readonly invocations: Codec;
  readonly predict: Codec;
  readonly infer: Codec;
}

export interface CodecsOptions {
  readonly json?: JsonDialect;
  /** What answers call the model that can say it. */
  readonly served?: ServedName;
}

/** The codecs of a worker; each reads every content type of its operation. */
export function createCodecs({ json = "strict", served }: CodecsOptions = {}): Codecs {
  return {
    invocations: createInvocationsCodec(json),
    predict: createPredictCodec(json),
    infer: createInferCodec(json, served),
  };
}
