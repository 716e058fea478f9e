import type { Codec } from "@switchyard/core";
import type { JsonDialect } from "./mlflow-json/encode-tensor.ts";
import { createInvocationsCodec } from "./mlflow-json/invocations-codec.ts";

export type { JsonDialect } from "./mlflow-json/encode-tensor.ts";

/** One codec an operation. */
export interface Codecs {
  readonly invocations: Codec;
}

/** The codecs of a worker; each reads every content type of its operation. */
export function createCodecs({ json = "strict" }: { readonly json?: JsonDialect } = {}): Codecs {
  return { invocations: createInvocationsCodec(json) };
}
