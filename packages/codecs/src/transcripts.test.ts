import { existsSync, readFileSync } from "node:fs";
import { GatewayError, type ErrorCode } from "@switchyard/core";
import { test } from "vitest";
import { createCodecs } from "./index.ts";
import { samples } from "./testing/models.ts";

/** What a real MLflow server was sent and what it answered. */
interface Transcript {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
  readonly status: number;
  readonly response: { readonly error_code?: string; readonly message?: string } | string;
}

const folder = new URL("../../../examples/training/transcripts/", import.meta.url);
const codecs = createCodecs({ json: "strict" });
const codeOf: Readonly<Record<string, ErrorCode>> = {
  BAD_REQUEST: "invalid_request",
  INVALID_PARAMETER_VALUE: "schema_mismatch",
};

for (const [name, model] of Object.entries(samples)) {
  const file = new URL(`${name}.json`, folder);
  const transcripts: readonly Transcript[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  test.for(transcripts)(`takes or refuses as MLflow does: ${name}, $name`, (transcript, { expect }) => {
    const { contentType, body } = transcript;
    const decode = (): unknown =>
      codecs.invocations.decode({ contentType, body: Buffer.from(body) }, model) && "accepted";
    expect(outcomeOf(decode)).toBe(expectedOf(transcript));
  });
}

function outcomeOf(decode: () => unknown): unknown {
  try {
    return decode();
  } catch (error) {
    return error instanceof GatewayError ? error.code : error;
  }
}

/** What the model itself refused is none of the codec's business. */
function expectedOf({ status, response }: Transcript): string {
  if (status === 415) return "unsupported_media_type";
  if (status === 200 || typeof response === "string") return "accepted";
  if (response.message?.startsWith("Encountered an unexpected error") === true) return "accepted";
  return codeOf[response.error_code ?? ""] ?? "internal";
}
