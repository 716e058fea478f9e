import type { Question } from "../gate/ask-model.ts";

/** A request that was drawn. */
export interface DrawnRequest extends Question {
  readonly rows: number;
}

/** A request with a body of MLflow's JSON. */
export function jsonRequest(rows: number, body: string): DrawnRequest {
  return { operation: "invocations", contentType: "application/json", rows, body: Buffer.from(body) };
}

/** A request with a table as CSV. */
export function csvRequest(rows: number, body: string): DrawnRequest {
  return { operation: "invocations", contentType: "text/csv", rows, body: Buffer.from(body) };
}
