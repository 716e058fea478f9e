import { settings } from "./settings.ts";

/** What is said of a key of the configuration, such as `models.<name>.port`. */
export function descriptionOf(path: string): string | undefined {
  const shared = path.replace(/^models\.<name>\./, "defaults.");
  return descriptions.get(path) ?? descriptions.get(shared);
}

/** The keys that neither a flag nor a variable gives, or that the file writes otherwise; of a model's keys those of `defaults` count, too. */
const further: Readonly<Record<string, string>> = {
  registry: "where MLflow is, and how to get in",
  "registry.credentialsPath": "file that gives user and password (~/.mlflow/credentials)",
  "registry.s3": "where s3:// locations are, beyond what AWS' own variables and files say",
  server: "where the gateway listens, and who may do what",
  "server.readiness": "models that must answer before /readyz says ready: all, any, or a list of names",
  models: "what is served: a name, and the URI or the settings of the model",
  "models.<name>": "how this model is served; what is left out is as in defaults",
  "models.<name>.uri": "the model that is followed, such as models:/iris@champion",
  "models.<name>.port": "a port at which the model answers alone, at paths such as /invocations",
  "models.<name>.train": "how the model is trained; without it, it is not",
  "models.<name>.train.command": "the program and its arguments",
  "models.<name>.train.parameters": "JSON Schema of what the command takes on standard input",
  "models.<name>.train.directory": "where the command runs (the gateway's own directory)",
  "models.<name>.train.timeLimitMs": "longest time of a job",
  "models.<name>.train.promote": "the alias that a new version gets when it passes the gate",
  "models.<name>.train.retrain": "train by itself, with the schema's defaults",
  "models.<name>.train.retrain.cron": "when, such as 0 3 * * *",
  "models.<name>.train.retrain.timezone": "whose hours these are, such as Europe/Berlin (the machine's)",
  discover: "serve every registered model that carries an alias, or has a version in a stage",
  "discover.alias": "the alias that models carry",
  "discover.stage": "the stage that models have a version in",
  defaults: "how models are served that do not say otherwise",
  "defaults.maxQueued": "requests that may wait for a model before others are answered 429",
  "defaults.priority":
    "share of the processor while models wait for each other: twice as much is twice the time",
  "defaults.maxBatchRows": "rows of different requests that one run may hold (chosen by the kind of model)",
  "defaults.latencyTargetMs": "how long an answer should take at most; runs are kept small enough for it",
  "defaults.compileTolerance": "how far numbers of the two may be apart when a model is made native",
  "defaults.traffic":
    "parts of the requests by alias or version, such as champion: 95 and challenger: 5 (all to the one that is followed)",
  "defaults.gate": "what a version must show before it replaces another",
  "defaults.gate.inputExample": "answer its own input example",
  "defaults.gate.signature": "have a signature that today's clients can live with: compatible, or allow any",
  "defaults.gate.requests": "file of recorded requests that both versions must answer alike",
  "defaults.gate.tolerance": "difference of two numbers that counts as none",
  "defaults.gate.maxLatencyMs": "median time that an answer may take",
  "defaults.gate.maxMemoryBytes": "memory that all its workers may hold",
  "defaults.rollback":
    "when a version that has replaced another is taken back by itself; true for the usual limits",
  "defaults.rollback.windowMs": "how long it is watched",
  "defaults.rollback.minRequests": "requests before it is judged",
  "defaults.rollback.maxErrorRate": "share of requests that may fail, above the share of the version before",
  "defaults.rollback.maxLatencyRatio":
    "how many times the 90th percentile of the version before its own may be",
  predictionLog: "what is kept of answered requests",
  "predictionLog.as": "in MLflow a run for each prediction, or tables of many: run or table",
  "predictionLog.models": "the models of which any are kept (all)",
  "predictionLog.maxWaiting": "predictions that may wait to be written before others are dropped",
  "predictionLog.maxBodyBytes": "longest body that is kept",
  "predictionLog.retention": "when kept predictions go",
  "predictionLog.retention.maxFileBytes": "size at which another file is begun",
  "predictionLog.retention.maxFiles": "files that are kept",
  "predictionLog.retention.maxAgeDays": "days for which they are kept",
  tracing: "which requests are traced, and where traces go",
  memory: "when idle models give their memory back",
  loadTimeoutMs: "longest time for a version to be fetched and loaded",
  log: "what is logged, and how",
};

const descriptions: ReadonlyMap<string, string> = new Map([
  ...settings.map(({ path, help }) => [path, help.replace(/,? with commas$/, "")] as const),
  ...Object.entries(further),
]);
