import { samplerNames } from "@switchyard/telemetry";
import { z } from "zod";
import type { TracingSettings } from "./config.ts";

/** Which ways of requests are recorded, and where they go. */
export const tracing: z.ZodType<TracingSettings> = z
  .strictObject({
    endpoint: z.url({ protocol: /^https?$/ }).optional(),
    sampler: z.enum(samplerNames).default("parentbased_always_on"),
    ratio: z.number().min(0).max(1).default(1),
    serviceName: z.string().min(1).default("switchyard"),
  })
  .prefault({});
