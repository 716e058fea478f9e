import { z } from "zod";
import { createCheckParameters, schemaFaults } from "../training/parameters.ts";
import { scheduleFault } from "../training/schedule.ts";
import type { TrainSettings } from "./config.ts";

const text = z.string().min(1);
/** What a timer can count. */
const longestMs = 2 ** 31 - 1;

const parameters = z.record(z.string(), z.unknown()).superRefine((schema, context) => {
  for (const { path, message } of schemaFaults(schema))
    context.addIssue({ code: "custom", path: [...path], message });
});

const retrain = z.strictObject({ cron: text, timezone: text.optional() }).superRefine((schedule, context) => {
  const message = scheduleFault(schedule);
  if (message !== undefined) context.addIssue({ code: "custom", path: ["cron"], message });
});

/** Reads how a model is trained; a schema of parameters that is none is told with its place. */
export const train: z.ZodType<TrainSettings> = z
  .strictObject({
    command: z.tuple([text], z.string()),
    parameters: parameters.default({ type: "object", additionalProperties: false }),
    directory: text.optional(),
    timeLimitMs: z.number().int().min(1).max(longestMs).default(3_600_000),
    promote: text.optional(),
    retrain: retrain.optional(),
  })
  .superRefine((settings, context) => {
    const message = settings.retrain && defaultsFault(settings.parameters);
    if (message !== undefined) context.addIssue({ code: "custom", path: ["retrain"], message });
  });

/** A job that starts by itself has the schema's defaults and nothing else. */
function defaultsFault(schema: TrainSettings["parameters"]): string | undefined {
  if (schemaFaults(schema).length > 0) return undefined;
  try {
    createCheckParameters(schema)({});
    return undefined;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return `needs a default for each parameter that is required (${reason})`;
  }
}
