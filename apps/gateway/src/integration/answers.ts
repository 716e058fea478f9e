import { z } from "zod";
import type { SampleRequest } from "./requests.ts";

/** What callers may rely on in an answer: status, error code and predictions. */
export interface Answer {
  readonly status: number;
  readonly errorCode: string | undefined;
  /** The whole body of a good answer. */
  readonly body: unknown;
}

const errorBody = z.object({ error_code: z.string() });

/** Posts a request to an address. */
export async function ask(url: string, { contentType, body }: SampleRequest): Promise<Answer> {
  const response = await fetch(url, { method: "POST", body, headers: { "content-type": contentType } });
  return answerOf(response.status, parseBody(await response.text()));
}

/** The answer that a status and a body make. */
export function answerOf(status: number, body: unknown): Answer {
  const errorCode = errorBody.safeParse(body).data?.error_code;
  return { status, errorCode, body: status === 200 ? body : undefined };
}

/** A body that is no JSON stays text: so Python's bare NaN does. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
