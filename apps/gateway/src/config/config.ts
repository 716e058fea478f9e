import type { Traffic } from "@switchyard/core";
import type { ReadinessPolicy } from "@switchyard/http";
import type { RollbackLimits, Swap } from "@switchyard/registry-client";
import type { GateOptions } from "@switchyard/serving";
import type { SamplerSettings } from "@switchyard/telemetry";

/** How a model is served. */
export interface ModelSettings {
  /** Threads that run the session beside the one that decodes, in each worker process. */
  readonly workers: "auto" | number;
  /** Worker processes side by side. */
  readonly replicas: number;
  readonly isolation: "process" | "thread";
  /** Requests that may wait for a model before others are answered 429. */
  readonly maxQueued: number;
  /** Twice as much is twice the processor time while models wait for each other. */
  readonly priority: number;
  /** Rows of different requests that one run may hold; chosen by the kind of model when left out. */
  readonly maxBatchRows?: number | undefined;
  /** How long an answer should take at most: runs hold no more rows than half of it allows. */
  readonly latencyTargetMs?: number | undefined;
  /** How answers write NaN and infinities: `null`, or Python's bare tokens. */
  readonly json: "strict" | "python";
  /** Native where the model has an ONNX graph, or Python even then. */
  readonly runtime: "auto" | "python";
  /** The interpreter of models that need Python: a path or a command, or `uv` to build what each model asks for. */
  readonly python: string;
  /** Whether such a model is made native where that was proven to answer alike; `require` takes nothing else. */
  readonly compile: "auto" | "off" | "require";
  /** How far numbers of the two may be apart, as a part of their size. */
  readonly compileTolerance: number;
  /** Class names that override those beside the model. */
  readonly labels?: readonly string[] | undefined;
  /** Which versions are loaded: the one that the URI means, and beside it these, the newest so many, or all. */
  readonly versions: VersionsSetting;
  /** How requests that name no version are split among versions, which are loaded for it; not, when it is left out. */
  readonly traffic?: Traffic | undefined;
  /** Whether weights in files of their own are held once for all of a model's workers (`shared`). */
  readonly weights: "own" | "shared";
  /** Memory that its workers may hold; those that hold more are exchanged, and versions that need more do not take over. */
  readonly maxMemoryBytes?: number | undefined;
  /** Whether it stays loaded when memory is short. */
  readonly pinned: boolean;
  /** Load the next version beside the old one (`availability`), or first free the old one's memory (`resource`). */
  readonly swap: Swap;
  /** What a version must show before it replaces another. */
  readonly gate: GateOptions;
  /** When a version that has replaced another is taken back by itself; off when left out. */
  readonly rollback?: RollbackLimits | undefined;
}

/** `followed`, version numbers, or `{ latest: 2 }`; all of them are the `Infinity` latest. */
export type VersionsSetting = "followed" | readonly string[] | { readonly latest: number };

/** How a model is trained. */
export interface TrainSettings {
  readonly command: readonly [program: string, ...args: readonly string[]];
  /** JSON Schema of what the command takes on standard input; it takes nothing when the schema is left out. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Where the command runs; the gateway's own directory when it is left out. */
  readonly directory?: string | undefined;
  readonly timeLimitMs: number;
  /** The alias that a new version gets when it passes the gate. */
  readonly promote?: string | undefined;
  /** When it is trained by itself, with the schema's defaults. */
  readonly retrain?: { readonly cron: string; readonly timezone?: string | undefined } | undefined;
}

/** A model to serve, and what differs from the defaults. */
export type NamedModel = {
  /** The URI that it follows. */
  readonly uri: string;
  /** A port at which it answers alone, at paths such as `/invocations`. */
  readonly port?: number | undefined;
  readonly train?: TrainSettings | undefined;
} & {
  readonly [Key in keyof ModelSettings]?: ModelSettings[Key] | undefined;
};

/** Where MLflow is, and how to get in. */
export interface RegistrySettings {
  readonly trackingUri?: string | undefined;
  readonly registryUri?: string | undefined;
  /** Directory in which `mlflow-artifacts:` locations lie, when no server is asked for them. */
  readonly artifactsDestination?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
  /** File that gives user and password where nothing else does; MLflow's `~/.mlflow/credentials` when left out. */
  readonly credentialsPath?: string | undefined;
  readonly insecureTls: boolean;
  /** PEM files: of the authority that signed the server's certificate, and of our own certificate with its key. */
  readonly serverCertPath?: string | undefined;
  readonly clientCertPath?: string | undefined;
  readonly workspace?: string | undefined;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  /** Fetch from the proxy's store itself where the proxy gives signed addresses. */
  readonly multipartDownload: boolean;
  readonly s3: S3Settings;
  /** How often the registry is asked what has changed; 0 for never. */
  readonly pollIntervalMs: number;
  /** Shared with MLflow's webhook, whose deliveries are then taken as a hint to look. */
  readonly webhookSecret?: string | undefined;
}

/** Where `s3://` locations are, beyond what AWS' own variables and files say. */
export interface S3Settings {
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly ignoreTls: boolean;
  /** `path` puts the bucket into the path, `virtual` into the host name; `auto` chooses by the endpoint. */
  readonly addressingStyle: "auto" | "path" | "virtual";
  /** `unsigned` asks without credentials. */
  readonly signatureVersion?: string | undefined;
  readonly expectedBucketOwner?: string | undefined;
}

export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  /** Processes that take connections: this one, and fronts that ask it. */
  readonly processes: number;
  readonly adminToken?: string | undefined;
  readonly apiTokens: readonly string[];
  readonly controlPlane: "loopback" | "open";
  readonly maxBodyBytes: number;
  /** How long a request may take that does not say how long. */
  readonly requestTimeoutMs: number;
  readonly drainDelayMs: number;
  readonly drainTimeoutMs: number;
  readonly readiness: ReadinessPolicy;
}

/** When idle models give their memory back. */
export interface MemorySettings {
  /** Memory of all workers together, above which the models that were asked longest ago are put to rest. */
  readonly maxBytes?: number | undefined;
  /** How long a model that was asked stays in any case. */
  readonly minIdleMs: number;
  /** How long requests wait for a model that comes back, before they are told to come again. */
  readonly holdMs: number;
}

/** What is kept of answered requests, and where. */
export interface PredictionLogSettings {
  readonly to: "off" | "jsonl" | "mlflow";
  /** The file of `jsonl`. */
  readonly path: string;
  /** The experiment of `mlflow`; MLflow's own variable says it when it is left out. */
  readonly experiment?: string | undefined;
  /** In MLflow a run for each prediction, or tables of many among the artifacts of one run. */
  readonly as: "run" | "table";
  /** The part of the predictions that are kept, from 0 to 1. */
  readonly sample: number;
  /** The models of which any are kept; all when left out. */
  readonly models?: readonly string[] | undefined;
  /** Fields whose values are left out, and those of which a keyed hash is kept. */
  readonly redact: readonly string[];
  readonly hash: readonly string[];
  /** Without one, hashes differ from start to start. */
  readonly hashKey?: string | undefined;
  readonly maxWaiting: number;
  readonly maxBodyBytes: number;
  /** Of files, and of the runs that were made one for a prediction. */
  readonly retention: {
    readonly maxFileBytes: number;
    readonly maxFiles: number;
    readonly maxAgeDays: number;
  };
}

/** Which ways of requests are recorded, and where they go. */
export interface TracingSettings extends SamplerSettings {
  /** The base address of an OTLP receiver over HTTP; without one nothing is recorded. */
  readonly endpoint?: string | undefined;
  readonly serviceName: string;
}

/** The whole configuration, as it stands in `switchyard.yaml`. */
export interface Config {
  readonly registry: RegistrySettings;
  readonly server: ServerSettings;
  readonly models: Readonly<Record<string, NamedModel>>;
  /** Serve every registered model that carries this alias, or has a version in this stage. */
  readonly discover?: { readonly alias: string } | { readonly stage: string } | undefined;
  readonly defaults: ModelSettings;
  /** Nothing is kept when it is left out. */
  readonly predictionLog?: PredictionLogSettings | undefined;
  readonly tracing: TracingSettings;
  readonly memory: MemorySettings;
  readonly loadTimeoutMs: number;
  readonly maxConcurrentLoads: number;
  readonly cacheDirectory?: string | undefined;
  /** Fetched models beyond so much are removed, those longest unused first; never one that is served. */
  readonly cacheMaxBytes: number;
  readonly log: {
    readonly level: "debug" | "info" | "warn" | "error";
    readonly format?: "json" | "pretty" | undefined;
    /** The part of the inference requests that get a line, from 0 to 1; at level debug all do. */
    readonly accessShare: number;
  };
}
