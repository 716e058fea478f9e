import type { ServerResponse } from "node:http";
import { errorAnswer, type ErrorAnswerOptions } from "./error-answer.ts";
import { writeAnswer } from "./write-answer.ts";

/** Answers with an error, also while the caller is still sending; ends the connection where an answer has begun. */
export function writeError(res: ServerResponse, thrown: unknown, options: ErrorAnswerOptions): void {
  if (res.headersSent || res.destroyed) return void res.destroy();
  const answer = errorAnswer(thrown, options);
  if (res.req.complete) return writeAnswer(res, answer);
  // What is left of a body nobody reads would be taken for the next request.
  res.setHeader("Connection", "close");
  res.writeHead(answer.status, [...answer.headers]);
  endLate(res, answer.body);
}

/** How long what a refused caller still sends is thrown away, in milliseconds. */
const lingerMs = 1000;

/** A caller that is still sending would lose the answer to a connection closed under it. */
function endLate(res: ServerResponse, body: Uint8Array): void {
  const { req } = res;
  res.write(body);
  const timer = setTimeout(() => res.end(), lingerMs);
  req.once("close", () => {
    clearTimeout(timer);
    res.end();
  });
  req.unpipe();
  req.removeAllListeners("data").resume();
}
