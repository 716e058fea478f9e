import { GatewayError, type ModelDescription } from "@switchyard/core";
import { createCodecs } from "../index.ts";
import { described } from "./described.ts";

const codecs = createCodecs();

/** What a JSON body decodes to, or the code and message of its refusal. */
export function decoding(
  body: string,
  model: ModelDescription,
  contentType: string = "application/json",
): unknown {
  try {
    return described(codecs.invocations.decode({ contentType, body: Buffer.from(body) }, model).input);
  } catch (error) {
    if (error instanceof GatewayError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** Its code alone, for a refusal. */
export function outcome(body: string, model: ModelDescription, contentType?: string): unknown {
  const result = decoding(body, model, contentType);
  return typeof result === "string" ? result.slice(0, result.indexOf(":")) : result;
}
