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

/** Every setting that a flag or a variable can give; flags stand over variables, variables over the file. */
export const settings: readonly Setting[] = [
  {
    path: "registry.trackingUri",
    flag: "tracking-uri",
    kind: "text",
    variables: ["MLFLOW_TRACKING_URI"],
    help: "where MLflow is: http(s)://… or sqlite:///file.db",
  },
  {
    path: "registry.registryUri",
    flag: "registry-uri",
    kind: "text",
    variables: ["MLFLOW_REGISTRY_URI"],
    help: "the registry, when it is another than the tracking server",
  },
  {
    path: "registry.artifactsDestination",
    flag: "artifacts-destination",
    kind: "text",
    variables: ["SWITCHYARD_ARTIFACTS_DESTINATION"],
    help: "directory of mlflow-artifacts: locations, when no server is asked",
  },
  {
    path: "registry.username",
    flag: "tracking-username",
    kind: "text",
    variables: ["MLFLOW_TRACKING_USERNAME"],
    help: "user name for MLflow",
  },
  {
    path: "registry.password",
    flag: "tracking-password",
    kind: "text",
    variables: ["MLFLOW_TRACKING_PASSWORD"],
    help: "password for MLflow",
  },
  {
    path: "registry.token",
    flag: "tracking-token",
    kind: "text",
    variables: ["MLFLOW_TRACKING_TOKEN"],
    help: "bearer token for MLflow",
  },
  {
    path: "registry.insecureTls",
    flag: "tracking-insecure-tls",
    kind: "boolean",
    variables: ["MLFLOW_TRACKING_INSECURE_TLS"],
    help: "do not verify MLflow's certificate",
  },
  {
    path: "server.host",
    flag: "host",
    kind: "text",
    variables: ["SWITCHYARD_HOST"],
    help: "address to listen on (127.0.0.1)",
  },
  {
    path: "server.port",
    flag: "port",
    kind: "number",
    variables: ["SWITCHYARD_PORT"],
    help: "port to listen on (8080)",
  },
  {
    path: "server.adminToken",
    flag: "admin-token",
    kind: "text",
    variables: ["SWITCHYARD_ADMIN_TOKEN"],
    help: "token of those who may reload",
  },
  {
    path: "server.apiTokens",
    flag: "api-tokens",
    kind: "list",
    variables: ["SWITCHYARD_API_TOKENS"],
    help: "tokens of those who may ask models, with commas",
  },
  {
    path: "server.controlPlane",
    flag: "control-plane",
    kind: "text",
    variables: ["SWITCHYARD_CONTROL_PLANE"],
    help: "who may reload without an admin token: loopback or open",
  },
  {
    path: "server.maxBodyBytes",
    flag: "max-body-bytes",
    kind: "number",
    variables: ["SWITCHYARD_MAX_BODY_BYTES"],
    help: "largest request body (64 MiB)",
  },
  {
    path: "server.drainDelayMs",
    flag: "drain-delay-ms",
    kind: "number",
    variables: ["SWITCHYARD_DRAIN_DELAY_MS"],
    help: "time to serve on after SIGTERM (1000)",
  },
  {
    path: "server.drainTimeoutMs",
    flag: "drain-timeout-ms",
    kind: "number",
    variables: ["SWITCHYARD_DRAIN_TIMEOUT_MS"],
    help: "time for running requests to end (15000)",
  },
  {
    path: "models",
    flag: "models",
    kind: "models",
    variables: ["SWITCHYARD_MODELS"],
    help: "name=uri,name2=uri2; replaces the file's models",
  },
  {
    path: "discover",
    flag: "discover",
    kind: "discover",
    variables: ["SWITCHYARD_DISCOVER"],
    help: "serve what carries alias:NAME or stage:NAME",
  },
  {
    path: "defaults.workers",
    flag: "workers",
    kind: "workers",
    variables: ["SWITCHYARD_WORKERS"],
    help: "threads a model beside the one that decodes: auto, 0 or a number",
  },
  {
    path: "defaults.replicas",
    flag: "replicas",
    kind: "number",
    variables: ["SWITCHYARD_REPLICAS"],
    help: "worker processes a model",
  },
  {
    path: "defaults.isolation",
    flag: "isolation",
    kind: "text",
    variables: ["SWITCHYARD_ISOLATION"],
    help: "process or thread",
  },
  {
    path: "defaults.versions",
    flag: "versions",
    kind: "versions",
    variables: ["SWITCHYARD_VERSIONS"],
    help: "followed, or version numbers that stay loaded, with commas",
  },
  {
    path: "defaults.json",
    flag: "json",
    kind: "text",
    variables: ["SWITCHYARD_JSON"],
    help: "how NaN is written: strict (null) or python (NaN)",
  },
  {
    path: "defaults.labels",
    flag: "labels",
    kind: "list",
    variables: ["LABELS"],
    help: "class names that override the models' own, with commas",
  },
  {
    path: "cacheDirectory",
    flag: "cache-dir",
    kind: "text",
    variables: ["SWITCHYARD_CACHE_DIR"],
    help: "where fetched models are kept",
  },
  {
    path: "log.level",
    flag: "log-level",
    kind: "text",
    variables: ["SWITCHYARD_LOG_LEVEL"],
    help: "debug, info, warn or error",
  },
  {
    path: "log.format",
    flag: "log-format",
    kind: "text",
    variables: ["SWITCHYARD_LOG_FORMAT"],
    help: "json or pretty",
  },
];
