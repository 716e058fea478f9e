import type { IncomingMessage } from "node:http";
import { setCallerAddress } from "../access/caller-address.ts";
import { callerHeader } from "./caller-header.ts";

/** Takes a request that a front has handed on for one of the caller that it names; for a socket that only fronts know. */
export function believeFront(req: IncomingMessage): void {
  setCallerAddress(req, String(req.headers[callerHeader] ?? ""));
  delete req.headers[callerHeader];
}
