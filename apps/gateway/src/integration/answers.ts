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
  return answerOf(response.status, parse(await response.text()));
}

/** The answer that a status and a body make. */
export function answerOf(status: number, body: unknown): Answer {
  const errorCode = errorBody.safeParse(body).data?.error_code;
  return { status, errorCode, body: status === 200 ? body : undefined };
}

/** Asks all of them, so many at once; answers come in the requests' order. */
export async function askAll(
  url: string,
  requests: readonly SampleRequest[],
  concurrency: number,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const waiting = requests.entries();
  const clients = Array.from({ length: concurrency }, async () => {
    for (const [index, request] of waiting) answers[index] = await ask(url, request);
  });
  await Promise.all(clients);
  return answers;
}

/** A body that is no JSON stays text: so Python's bare NaN does. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
