import type { Codec, ServedName } from "@switchyard/core";
import type { JsonDialect } from "../mlflow-json/encode-tensor.ts";
import { decodeInfer } from "./decode-infer.ts";
import { encodeInfer } from "./encode-infer.ts";

/** The Open Inference Protocol (V2) with its extension for binary tensors. */
export function createInferCodec(dialect: JsonDialect, served: ServedName | undefined): Codec {
  return {
    operation: "infer",
    load: () => undefined,
    decode: decodeInfer,
    encode: (answer, { asked = { id: undefined, outputs: [] } }, model) =>
      encodeInfer(answer, asked, { model, served, dialect }),
  };
}
