import type { IncomingMessage } from "node:http";

const known = new WeakMap<IncomingMessage, string>();

/** The address of whoever asks: of its connection, or what a front of ours says of one that it has. */
export function callerAddress(req: IncomingMessage): string {
  return known.get(req) ?? req.socket.remoteAddress ?? "";
}

/** Keeps what a front says; nothing else may be believed. */
export function setCallerAddress(req: IncomingMessage, address: string): void {
  known.set(req, address);
}
