/** What a setting's text is turned into before the schema sees it. */
export type SettingKind =
  | "text"
  | "number"
  | "boolean"
  | "list"
  | "workers"
  | "models"
  | "discover"
  | "versions";

/** One key of the configuration and its other names. */
export interface Setting {
  /** Place in `switchyard.yaml`. */
  readonly path: string;
  readonly flag: string;
  /** The first that is set counts. */
  readonly variables: readonly string[];
  readonly kind: SettingKind;
  readonly help: string;
}

const row = (
  path: string,
  flag: string,
  kind: SettingKind,
  variables: readonly string[],
  help: string,
): Setting => ({ path, flag, kind, variables, help });

/** Every setting that a flag or a variable can give; flags stand over variables, variables over the file. */
export const settings: readonly Setting[] = [
  row(
    "registry.trackingUri",
    "tracking-uri",
    "text",
    ["MLFLOW_TRACKING_URI"],
    "where MLflow is: http(s)://… or sqlite:///file.db",
  ),
  row(
    "registry.registryUri",
    "registry-uri",
    "text",
    ["MLFLOW_REGISTRY_URI"],
    "the registry, when it is another than the tracking server",
  ),
  row(
    "registry.artifactsDestination",
    "artifacts-destination",
    "text",
    ["SWITCHYARD_ARTIFACTS_DESTINATION"],
    "directory of mlflow-artifacts: locations, when no server is asked",
  ),
  row("registry.username", "tracking-username", "text", ["MLFLOW_TRACKING_USERNAME"], "user name for MLflow"),
  row("registry.password", "tracking-password", "text", ["MLFLOW_TRACKING_PASSWORD"], "password for MLflow"),
  row("registry.token", "tracking-token", "text", ["MLFLOW_TRACKING_TOKEN"], "bearer token for MLflow"),
  row(
    "registry.insecureTls",
    "tracking-insecure-tls",
    "boolean",
    ["MLFLOW_TRACKING_INSECURE_TLS"],
    "do not verify MLflow's certificate",
  ),
  row("server.host", "host", "text", ["SWITCHYARD_HOST"], "address to listen on (127.0.0.1)"),
  row("server.port", "port", "number", ["SWITCHYARD_PORT"], "port to listen on (8080)"),
  row(
    "server.adminToken",
    "admin-token",
    "text",
    ["SWITCHYARD_ADMIN_TOKEN"],
    "token of those who may reload",
  ),
  row(
    "server.apiTokens",
    "api-tokens",
    "list",
    ["SWITCHYARD_API_TOKENS"],
    "tokens of those who may ask models, with commas",
  ),
  row(
    "server.controlPlane",
    "control-plane",
    "text",
    ["SWITCHYARD_CONTROL_PLANE"],
    "who may reload without an admin token: loopback or open",
  ),
  row(
    "server.maxBodyBytes",
    "max-body-bytes",
    "number",
    ["SWITCHYARD_MAX_BODY_BYTES"],
    "largest request body (64 MiB)",
  ),
  row(
    "server.drainDelayMs",
    "drain-delay-ms",
    "number",
    ["SWITCHYARD_DRAIN_DELAY_MS"],
    "time to serve on after SIGTERM (1000)",
  ),
  row(
    "server.drainTimeoutMs",
    "drain-timeout-ms",
    "number",
    ["SWITCHYARD_DRAIN_TIMEOUT_MS"],
    "time for running requests to end (15000)",
  ),
  row("models", "models", "models", ["SWITCHYARD_MODELS"], "name=uri,name2=uri2; replaces the file's models"),
  row(
    "discover",
    "discover",
    "discover",
    ["SWITCHYARD_DISCOVER"],
    "serve what carries alias:NAME or stage:NAME",
  ),
  row(
    "defaults.workers",
    "workers",
    "workers",
    ["SWITCHYARD_WORKERS"],
    "threads a model beside the one that decodes: auto, 0 or a number",
  ),
  row("defaults.replicas", "replicas", "number", ["SWITCHYARD_REPLICAS"], "worker processes a model"),
  row("defaults.isolation", "isolation", "text", ["SWITCHYARD_ISOLATION"], "process or thread"),
  row(
    "defaults.versions",
    "versions",
    "versions",
    ["SWITCHYARD_VERSIONS"],
    "followed, or version numbers that stay loaded, with commas",
  ),
  row(
    "defaults.json",
    "json",
    "text",
    ["SWITCHYARD_JSON"],
    "how NaN is written: strict (null) or python (NaN)",
  ),
  row(
    "defaults.labels",
    "labels",
    "list",
    ["LABELS"],
    "class names that override the models' own, with commas",
  ),
  row("cacheDirectory", "cache-dir", "text", ["SWITCHYARD_CACHE_DIR"], "where fetched models are kept"),
  row("log.level", "log-level", "text", ["SWITCHYARD_LOG_LEVEL"], "debug, info, warn or error"),
  row("log.format", "log-format", "text", ["SWITCHYARD_LOG_FORMAT"], "json or pretty"),
];
