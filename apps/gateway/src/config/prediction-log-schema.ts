import { z } from "zod";
import type { PredictionLogSettings } from "./config.ts";

const text = z.string().min(1);
const names = z.array(text).default([]);
const count = z.number().int().min(1);

/** What is kept of predictions, and where. */
export const predictionLog: z.ZodType<PredictionLogSettings> = z.strictObject({
  to: z.enum(["off", "jsonl", "mlflow"]),
  path: text.default("predictions.jsonl"),
  experiment: text.optional(),
  as: z.enum(["run", "table"]).default("run"),
  sample: z.number().min(0).max(1).default(1),
  models: z.array(text).optional(),
  redact: names,
  hash: names,
  hashKey: text.optional(),
  maxWaiting: count.default(10_000),
  maxBodyBytes: count.default(64 * 1024),
  retention: z
    .strictObject({
      maxFileBytes: count.default(64 * 1024 ** 2),
      maxFiles: count.default(10),
      maxAgeDays: z.number().positive().default(30),
    })
    .prefault({}),
});
