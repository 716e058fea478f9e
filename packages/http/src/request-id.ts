import { randomBytes } from "node:crypto";
import type { RequestHead } from "./request-head.ts";

const printable = /^[\x21-\x7e]{1,128}$/;
const prefix = randomBytes(6).toString("hex");
const ends: readonly string[] = Array.from({ length: 36 ** 2 }, (_each, index) =>
  index.toString(36).padStart(2, "0"),
);
let start = "";
let count = 0;

/** The id that ties an answer to its request: given by the caller in `X-Request-Id`, or made here. */
export function requestIdOf({ headers }: Pick<RequestHead, "headers">): string {
  const given = headers["x-request-id"];
  if (typeof given === "string" && printable.test(given)) return given;
  return nextId();
}

/** Most ids differ from the one before in their end only, which is written already. */
function nextId(): string {
  if (count % ends.length === 0) start = `${prefix}-${(count / ends.length).toString(36)}`;
  const id = start + ends[count % ends.length];
  count += 1;
  return id;
}
