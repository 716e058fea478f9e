import { GatewayError, type ModelDescription } from "@switchyard/core";
import { createCodecs } from "../index.ts";
import { described } from "./described.ts";
import { column, describe, ofColumns } from "./models.ts";

const { infer } = createCodecs();

/** What a request of the Open Inference Protocol decodes to, or the code and message of its refusal. */
export function inferDecoding(
  model: ModelDescription,
  body: unknown,
  contentType: string = "application/json",
): unknown {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  try {
    return described(infer.decode({ contentType, body: bytes }, model).input);
  } catch (error) {
    if (error instanceof GatewayError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const x = { name: "x", dtype: "float32", shape: [-1, 2] } as const;
const y = { name: "y", dtype: "float32", shape: [-1] } as const;
const id = { name: "id", dtype: "int64", shape: [-1] } as const;

/** A graph of one input. */
export const oneInput: ModelDescription = describe(undefined, { inputs: [x], outputs: [y] });

/** A graph of two inputs. */
export const twoInputs: ModelDescription = describe(undefined, { inputs: [x, id], outputs: [y] });

/** A graph of one input whose signature is a table. */
export const nativeTable: ModelDescription = {
  ...ofColumns(column("double", "a"), column("double", "b")),
  inputs: [x],
};

/** A graph of tokens, which its texts become. */
export const ofTokens: ModelDescription = describe(undefined, {
  task: "text",
  inputs: [{ name: "input_ids", dtype: "int64", shape: [-1, -1] }],
});
