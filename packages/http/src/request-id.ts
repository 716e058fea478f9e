import { randomBytes } from "node:crypto";
import type { RequestHead } from "./request-head.ts";

const printable = /^[\x21-\x7e]{1,128}$/;
const prefix = randomBytes(6).toString("hex");
let count = 0;

/** The id that ties an answer to its request: given by the caller in `X-Request-Id`, or made here. */
export function requestIdOf({ headers }: Pick<RequestHead, "headers">): string {
  const given = headers["x-request-id"];
  if (typeof given === "string" && printable.test(given)) return given;
  count += 1;
  return `${prefix}-${count.toString(36)}`;
}
