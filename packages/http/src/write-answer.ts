import type { ServerResponse } from "node:http";
import type { HttpAnswer } from "./http-answer.ts";

/** Writes an answer whose request has been read to its end. */
export function writeAnswer(res: ServerResponse, { status, headers, sharedHeaders, body }: HttpAnswer): void {
  if (res.destroyed) return;
  res.writeHead(status, sharedHeaders ? [...sharedHeaders, ...headers] : [...headers]);
  // A text goes out in one piece with its head; bytes would be a second one.
  if (body.length <= largestText) res.end(latin1(body), "latin1");
  else res.end(body);
}

/** Up to so many bytes it is cheaper to make a text of them. */
export const largestText: number = 16 * 1024;

/** The bytes as a text of as many characters. */
export function latin1(bytes: Uint8Array): string {
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)).toString("latin1");
}
