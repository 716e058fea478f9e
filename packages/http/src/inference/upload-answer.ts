import { GatewayError, type EncodedAnswer } from "@switchyard/core";
import { z } from "zod";
import type { Upload } from "./read-upload.ts";

/** One file of an upload, and what the model's friendly form says of it. */
export interface AnsweredUpload {
  readonly upload: Upload;
  readonly answer: EncodedAnswer;
}

/** The answers as a list, in the order of the files. */
export function listAnswer(answered: readonly AnsweredUpload[]): EncodedAnswer {
  const texts = answered.map(({ answer }) => textOf(answer));
  return joined(answered, `[${texts.join(",")}]`);
}

/** `{"data":[{"image_filename","prediction"}]}`: the label of each file, or its prediction where it has none. */
export function namedAnswer(answered: readonly AnsweredUpload[]): EncodedAnswer {
  const data = answered.map(({ upload, answer }) => ({
    image_filename: upload.name,
    prediction: predictionIn(answer),
  }));
  return joined(answered, JSON.stringify({ data }));
}

const friendly = z.object({ label: z.string().optional(), prediction: z.unknown().optional() });

function predictionIn(answer: EncodedAnswer): unknown {
  const { label, prediction } = friendly.parse(valueIn(answer));
  return label ?? prediction;
}

/** With `json: python` an answer may hold NaN. */
function valueIn(answer: EncodedAnswer): unknown {
  try {
    return JSON.parse(textOf(answer));
  } catch (cause) {
    throw new GatewayError("model_error", "the model's answer holds NaN or an infinity", { cause });
  }
}

function joined(answered: readonly AnsweredUpload[], text: string): EncodedAnswer {
  return {
    contentType: "application/json",
    body: Buffer.from(text),
    queueMs: Math.max(...answered.map(({ answer }) => answer.queueMs)),
    inferMs: Math.max(...answered.map(({ answer }) => answer.inferMs)),
  };
}

function textOf({ body }: EncodedAnswer): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
}
