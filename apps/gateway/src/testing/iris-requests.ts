import type { EncodedRequest } from "@switchyard/core";

/** A caller that waits. */
export const here = { gone: false };

const columns = '"columns":["sepal_length","sepal_width","petal_length","petal_width"]';

/** A row of each class. */
export const rows = {
  setosa: "[5.1,3.5,1.4,0.2]",
  versicolor: "[6.7,3.1,4.4,1.4]",
  virginica: "[6.3,3.3,6.0,2.5]",
} as const;

/** A request that waits for half a minute. */
export function requestOf(
  body: string,
  contentType = "application/json",
  operation: EncodedRequest["operation"] = "invocations",
): EncodedRequest {
  return { operation, contentType, deadlineMs: Date.now() + 30_000, body: Buffer.from(body) };
}

/** A request with these rows of the iris sample. */
export function split(...data: readonly string[]): EncodedRequest {
  return requestOf(`{"dataframe_split":{${columns},"data":[${data.join()}]}}`);
}
