import { failureReasons } from "@switchyard/core";
import { answerOf, objectOf } from "./answer-of.ts";
import type { JsonSchema } from "./json-schema.ts";
import { refusals } from "./refusals.ts";

const count = { type: "integer", minimum: 0 };
const number = { type: "number", minimum: 0 };
const numberOrNull = { type: ["number", "null"], minimum: 0 };
const rates = {
  requests_per_second: number,
  errors_per_second: number,
  p50_ms: numberOrNull,
  p99_ms: numberOrNull,
};
const time = { type: "string", format: "date-time" };

const current = objectOf({
  ...rates,
  queued: count,
  in_flight: count,
  rows_per_run: numberOrNull,
  memory_bytes: numberOrNull,
  workers: count,
  restarts: count,
});

const point = objectOf({
  at: time,
  ...rates,
  queued: count,
  memory_bytes: numberOrNull,
  version: { type: ["string", "null"] },
});

const statistics = objectOf({
  model: { type: "string" },
  since: { type: ["string", "null"], format: "date-time" },
  totals: objectOf({
    requests: count,
    failures: objectOf(Object.fromEntries(failureReasons.map((reason) => [reason, count]))),
    rows: count,
    runs: count,
  }),
  current,
  latency: { type: "array", items: objectOf({ le_ms: numberOrNull, count }) },
  run_rows: { type: "array", items: objectOf({ rows: numberOrNull, count }) },
  series: { type: "array", items: point },
});

/** The path that tells what a model does. */
export function statisticsPath(name: JsonSchema): JsonSchema {
  const get = {
    tags: ["Models"],
    operationId: "modelStatistics",
    summary: "What a model has done since it serves, and does: in all, just now, and in the last ten minutes",
    description:
      "What is not known is null. The last class of `latency` and of `run_rows` takes all that is above the others, and has no bound.",
    responses: {
      "200": answerOf("Statistics", statistics),
      ...refusals("mlflow", [401, 403, 404, 405]),
    },
  };
  return { "/models/{name}/statistics": { parameters: [name], get } };
}
