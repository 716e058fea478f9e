import { request, type IncomingMessage, type RequestOptions } from "node:http";
import { buffer } from "node:stream/consumers";
import { once } from "node:events";

export interface AnsweredOnce {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** Posts JSON, or asks without a body, over a connection of its own, so that the system chooses the process anew. */
export async function askOnce(url: string, body?: string): Promise<AnsweredOnce> {
  const asked = request(url, { agent: false, ...(body !== undefined && posted(body)) });
  asked.end(body);
  const answers: IncomingMessage[] = await once(asked, "response");
  const [answer] = answers;
  if (!answer) throw new Error("no answer");
  return { status: answer.statusCode, headers: answer.headers, text: (await buffer(answer)).toString() };
}

function posted(body: string): RequestOptions {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return { method: "POST", headers };
}
