import { z } from "zod";
import type { Config } from "./config.ts";
import { mayHaveFronts } from "./may-have-fronts.ts";
import { portsDiffer } from "./ports-differ.ts";
import { predictionLog } from "./prediction-log-schema.ts";
import { tracing } from "./tracing-schema.ts";
import { train } from "./train-schema.ts";

const text = z.string().min(1);
const milliseconds = z.number().int().min(0);
const count = z.number().int().min(1);
/** What a timer can count. */
const longestTimerMs = 2 ** 31 - 1;

const gate = z.strictObject({
  inputExample: z.boolean().default(true),
  signature: z.enum(["compatible", "allow"]).default("compatible"),
  requests: text.optional(),
  tolerance: z.number().min(0).default(1e-6),
  maxLatencyMs: z.number().min(0).optional(),
  maxMemoryBytes: count.optional(),
});

const rollback = z.strictObject({
  windowMs: milliseconds.default(300_000),
  minRequests: count.default(50),
  maxErrorRate: z.number().min(0).max(1).default(0.05),
  maxLatencyRatio: z.number().min(1).default(3),
});

const versions = z.union(
  [
    z.literal("followed"),
    z.literal("all").transform(() => ({ latest: Infinity })),
    z
      .string()
      .regex(/^latest:[1-9]\d*$/)
      .transform((value) => ({ latest: Number(value.slice("latest:".length)) })),
    z.array(
      z.coerce
        .string()
        .regex(/^\d+$/)
        .meta({ type: ["string", "integer"] }),
    ),
  ],
  { error: "expected followed, latest:<number>, all, or a list of version numbers" },
);

const modelSettings = z.strictObject({
  workers: z.union([z.literal("auto"), z.number().int().min(0).max(64)]),
  replicas: count.max(64),
  isolation: z.enum(["process", "thread"]),
  maxQueued: count,
  priority: z.number().min(0.01).max(100),
  maxBatchRows: count.optional(),
  latencyTargetMs: z.number().positive().optional(),
  json: z.enum(["strict", "python"]),
  runtime: z.enum(["auto", "python"]),
  python: text,
  compile: z.enum(["auto", "off", "require"]),
  compileTolerance: z.number().min(0).max(1),
  labels: z.array(text).min(1).optional(),
  versions,
  traffic: z
    .record(text, z.number().min(0))
    .transform((parts) => new Map(Object.entries(parts)))
    .refine((parts) => parts.size === 0 || [...parts.values()].some((part) => part > 0), {
      error: "expected at least one part above 0",
    })
    .optional(),
  weights: z.enum(["own", "shared"]),
  maxMemoryBytes: count.optional(),
  pinned: z.boolean(),
  swap: z.enum(["availability", "resource"]),
  gate,
  rollback: z
    .union([rollback, z.boolean().transform((on) => (on ? rollback.parse({}) : undefined))])
    .optional(),
});

const defaults = modelSettings.extend({
  workers: modelSettings.shape.workers.default("auto"),
  replicas: modelSettings.shape.replicas.default(1),
  isolation: modelSettings.shape.isolation.default("process"),
  maxQueued: modelSettings.shape.maxQueued.default(1024),
  priority: modelSettings.shape.priority.default(1),
  json: modelSettings.shape.json.default("strict"),
  runtime: modelSettings.shape.runtime.default("auto"),
  python: modelSettings.shape.python.default("python3"),
  compile: modelSettings.shape.compile.default("auto"),
  compileTolerance: modelSettings.shape.compileTolerance.default(1e-5),
  versions: modelSettings.shape.versions.default("followed"),
  weights: modelSettings.shape.weights.default("own"),
  pinned: modelSettings.shape.pinned.default(false),
  swap: modelSettings.shape.swap.default("availability"),
  gate: modelSettings.shape.gate.prefault({}),
});

/** A URI by itself is short for a model with this URI. */
const portNumber = z.number().int().min(0).max(65_535);

const model = z.preprocess(
  (given) => (typeof given === "string" ? { uri: given } : given),
  modelSettings.partial().extend({ uri: text, port: portNumber.optional(), train: train.optional() }),
);

const s3 = z.strictObject({
  endpoint: text.optional(),
  region: text.optional(),
  ignoreTls: z.boolean().default(false),
  addressingStyle: z.enum(["auto", "path", "virtual"]).default("auto"),
  signatureVersion: text.optional(),
  expectedBucketOwner: text.optional(),
});

const wholeConfig = z.strictObject({
  registry: z
    .strictObject({
      trackingUri: text.optional(),
      registryUri: text.optional(),
      artifactsDestination: text.optional(),
      username: text.optional(),
      password: text.optional(),
      token: text.optional(),
      credentialsPath: text.optional(),
      insecureTls: z.boolean().default(false),
      serverCertPath: text.optional(),
      clientCertPath: text.optional(),
      workspace: text.optional(),
      timeoutMs: milliseconds.default(120_000),
      maxRetries: z.number().int().min(0).max(10).default(3),
      multipartDownload: z.boolean().default(false),
      s3: s3.prefault({}),
      pollIntervalMs: milliseconds.default(5000),
      webhookSecret: text.optional(),
    })
    .prefault({}),
  server: z
    .strictObject({
      host: text.default("127.0.0.1"),
      port: portNumber.default(8080),
      processes: count.max(64).default(1),
      adminToken: text.optional(),
      apiTokens: z.array(text).default([]),
      controlPlane: z.enum(["loopback", "open"]).default("loopback"),
      maxBodyBytes: z
        .number()
        .int()
        .min(1024)
        .default(64 * 1024 * 1024),
      requestTimeoutMs: count.max(longestTimerMs).default(60_000),
      drainDelayMs: milliseconds.default(1000),
      drainTimeoutMs: milliseconds.default(15_000),
      readiness: z.union([z.enum(["all", "any"]), z.array(text)]).default("all"),
    })
    .prefault({}),
  models: z.record(text, model).check(portsDiffer).default({}),
  discover: z
    .union([z.strictObject({ alias: text }), z.strictObject({ stage: text })], {
      error: "expected { alias: … } or { stage: … }",
    })
    .optional(),
  defaults: defaults.prefault({}),
  predictionLog: predictionLog.optional(),
  tracing,
  memory: z
    .strictObject({
      maxBytes: count.optional(),
      minIdleMs: milliseconds.default(60_000),
      holdMs: milliseconds.max(longestTimerMs).default(2000),
    })
    .prefault({}),
  loadTimeoutMs: milliseconds.default(600_000),
  maxConcurrentLoads: count.default(2),
  cacheDirectory: text.optional(),
  cacheMaxBytes: count.default(20 * 1024 ** 3),
  log: z
    .strictObject({
      level: z.enum(["debug", "info", "warn", "error"]).default("info"),
      format: z.enum(["json", "pretty"]).optional(),
      accessShare: z.number().min(0).max(1).default(0),
    })
    .prefault({}),
});

/** Reads a configuration; unknown keys are faults. */
export const configSchema: z.ZodType<Config> = wholeConfig.check(mayHaveFronts);
