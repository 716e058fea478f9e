import type { ReadinessPolicy } from "@switchyard/http";

/** How a model is served. */
export interface ModelSettings {
  /** Threads that run the session beside the one that decodes, in each worker process. */
  readonly workers: "auto" | number;
  /** Worker processes side by side. */
  readonly replicas: number;
  readonly isolation: "process" | "thread";
  /** Requests that may wait for a model before others are answered 429. */
  readonly maxQueued: number;
  /** Rows of different requests that one run may hold; chosen by the kind of model when left out. */
  readonly maxBatchRows?: number | undefined;
  /** How answers write NaN and infinities: `null`, or Python's bare tokens. */
  readonly json: "strict" | "python";
  /** Class names that override those beside the model. */
  readonly labels?: readonly string[] | undefined;
  /** Which versions stay loaded: the one that the URI means, or these beside it. */
  readonly versions: "followed" | readonly string[];
}

/** A model to serve: the URI that it follows, and what differs from the defaults. */
export type NamedModel = { readonly uri: string } & {
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
  readonly insecureTls: boolean;
  readonly timeoutMs: number;
}

export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  readonly adminToken?: string | undefined;
  readonly apiTokens: readonly string[];
  readonly controlPlane: "loopback" | "open";
  readonly maxBodyBytes: number;
  readonly drainDelayMs: number;
  readonly drainTimeoutMs: number;
  readonly readiness: ReadinessPolicy;
}

/** The whole configuration, as it stands in `switchyard.yaml`. */
export interface Config {
  readonly registry: RegistrySettings;
  readonly server: ServerSettings;
  readonly models: Readonly<Record<string, NamedModel>>;
  /** Serve every registered model that carries this alias, or has a version in this stage. */
  readonly discover?: { readonly alias: string } | { readonly stage: string } | undefined;
  readonly defaults: ModelSettings;
  readonly loadTimeoutMs: number;
  readonly maxConcurrentLoads: number;
  readonly cacheDirectory?: string | undefined;
  readonly log: {
    readonly level: "debug" | "info" | "warn" | "error";
    readonly format?: "json" | "pretty" | undefined;
  };
}
