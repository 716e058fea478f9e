import type { ServerResponse } from "node:http";

/** Answers as MLflow's `/ping` and `/version` do: a bare text that is called JSON, without a charset. */
export function plainAnswer(res: ServerResponse, status: 200 | 503, text: string): void {
  const length = Buffer.byteLength(text);
  res.writeHead(status, { "Content-Type": "application/json", "Content-Length": length }).end(text);
}
