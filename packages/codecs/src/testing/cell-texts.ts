import { GatewayError, pythonText, type ModelDescription, type NdArray } from "@switchyard/core";
import { createCodecs } from "../index.ts";

const codecs = createCodecs();

/**
 * The columns that a JSON body decodes to, those of texts and objects as Python's `str()` of each cell, others by
 * their type; the code of its refusal otherwise.
 */
export function recorded(body: string, model: ModelDescription): unknown {
  try {
    const request = { contentType: "application/json", body: Buffer.from(body) };
    const { input } = codecs.invocations.decode(request, model);
    if (input.form !== "frame") throw new Error(`${body} is no table`);
    return Object.fromEntries(input.columns.map(({ name, values }) => [name, textsOf(values)]));
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
}

function textsOf({ dtype, data }: NdArray): string | readonly string[] {
  if (dtype === "string" || dtype === "object") return data.map(pythonText);
  return dtype === "datetime64" ? "datetime64[ns]" : dtype;
}
