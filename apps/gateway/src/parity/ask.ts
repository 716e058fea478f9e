import { request as ask, type Agent } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { IncomingMessage } from "node:http";
import type { ParityRequest } from "./requests/parity-request.ts";

/** What callers may rely on in an answer. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Posts a request to an address. */
export async function answerOf(
  url: string,
  { contentType, contentEncoding, body }: ParityRequest,
  agent: Agent,
): Promise<Answer> {
  const bytes = Buffer.from(body);
  const headers = {
    "Content-Length": bytes.length,
    ...(contentType === undefined ? {} : { "Content-Type": contentType }),
    ...(contentEncoding === undefined ? {} : { "Content-Encoding": contentEncoding }),
  };
  const asked = ask(url, { method: "POST", headers, agent });
  asked.end(bytes);
  const [response]: IncomingMessage[] = await once(asked, "response").catch((cause: unknown) => {
    throw new Error(`${url} did not answer ${String(body).slice(0, 200)}`, { cause });
  });
  if (!response) throw new Error(`${url} did not answer`);
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers["content-type"] ?? "",
    body: await text(response),
  };
}

/** Asks all of them, so many at once; answers come in the requests' order. */
export async function answersOf<Asked>(
  requests: readonly Asked[],
  concurrency: number,
  answer: (request: Asked) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const waiting = requests.entries();
  const clients = Array.from({ length: concurrency }, async () => {
    for (const [index, request] of waiting) answers[index] = await answer(request);
  });
  await Promise.all(clients);
  return answers;
}
