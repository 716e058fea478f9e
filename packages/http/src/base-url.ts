import type { Request } from "express";

/** Where whoever asks has reached the gateway. */
export function baseUrl(req: Request): string {
  return `${req.protocol}://${req.get("Host") ?? "localhost"}`;
}
