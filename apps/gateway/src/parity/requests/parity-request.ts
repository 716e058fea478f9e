/** What a request is about; a column of the table that the suite prints. */
export const categories = [
  "protocol",
  "forms",
  "values",
  "structure",
  "params",
  "csv",
  "parquet",
  "recorded",
] as const;

export type Category = (typeof categories)[number];

/** A request that MLflow and the gateway are both asked. */
export interface ParityRequest {
  readonly category: Category;
  /** What is odd about it, where something is. */
  readonly name: string;
  /** The whole header; without one none is sent. */
  readonly contentType: string | undefined;
  readonly contentEncoding?: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const json = "application/json";

/** A request with a JSON body. */
export function jsonRequest(category: Category, name: string, body: string): ParityRequest {
  return { category, name, contentType: json, body };
}
