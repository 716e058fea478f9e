import { z } from "zod";

const text = z.string().min(1);
const milliseconds = z.number().int().min(0);

const modelSettings = z.strictObject({
  /** Threads that run the session beside the one that decodes, in each worker process. */
  workers: z.union([z.literal("auto"), z.number().int().min(0).max(64)]),
  /** Worker processes side by side. */
  replicas: z.number().int().min(1).max(64),
  isolation: z.enum(["process", "thread"]),
  /** Requests that may wait for a model before others are answered 429. */
  maxQueued: z.number().int().min(1),
  /** Rows of different requests that one run may hold; chosen by the kind of model when left out. */
  maxBatchRows: z.number().int().min(1).optional(),
  /** How answers write NaN and infinities: `null`, or Python's bare tokens. */
  json: z.enum(["strict", "python"]),
  /** Class names that override those beside the model. */
  labels: z.array(text).min(1).optional(),
  /** Which versions stay loaded: the one that the URI means, or these beside it. */
  versions: z.union([
    z.literal("followed"),
    z.array(z.coerce.string().regex(/^\d+$/, "expected a version number")),
  ]),
});

const defaults = modelSettings.extend({
  workers: modelSettings.shape.workers.default("auto"),
  replicas: modelSettings.shape.replicas.default(1),
  isolation: modelSettings.shape.isolation.default("process"),
  maxQueued: modelSettings.shape.maxQueued.default(1024),
  json: modelSettings.shape.json.default("strict"),
  versions: modelSettings.shape.versions.default("followed"),
});

const model = z.union([text.transform((uri) => ({ uri })), modelSettings.partial().extend({ uri: text })]);

/** The whole configuration, as it stands in `switchyard.yaml`. */
export const configSchema = z.strictObject({
  registry: z
    .strictObject({
      trackingUri: text.optional(),
      registryUri: text.optional(),
      artifactsDestination: text.optional(),
      username: text.optional(),
      password: text.optional(),
      token: text.optional(),
      insecureTls: z.boolean().default(false),
      timeoutMs: milliseconds.default(120_000),
    })
    .prefault({}),
  server: z
    .strictObject({
      host: text.default("127.0.0.1"),
      port: z.number().int().min(0).max(65_535).default(8080),
      adminToken: text.optional(),
      apiTokens: z.array(text).default([]),
      controlPlane: z.enum(["loopback", "open"]).default("loopback"),
      maxBodyBytes: z
        .number()
        .int()
        .min(1024)
        .default(64 * 1024 * 1024),
      drainDelayMs: milliseconds.default(1000),
      drainTimeoutMs: milliseconds.default(15_000),
      readiness: z.union([z.enum(["all", "any"]), z.array(text)]).default("all"),
    })
    .prefault({}),
  models: z.record(text, model).default({}),
  discover: z
    .union([z.strictObject({ alias: text }), z.strictObject({ stage: text })], {
      error: "expected { alias: … } or { stage: … }",
    })
    .optional(),
  defaults: defaults.prefault({}),
  loadTimeoutMs: milliseconds.default(600_000),
  maxConcurrentLoads: z.number().int().min(1).default(2),
  cacheDirectory: text.optional(),
  log: z
    .strictObject({
      level: z.enum(["debug", "info", "warn", "error"]).default("info"),
      format: z.enum(["json", "pretty"]).optional(),
    })
    .prefault({}),
});

export type Config = z.infer<typeof configSchema>;

/** How one model is served, its own settings over the defaults. */
export type ModelSettings = z.infer<typeof defaults>;
