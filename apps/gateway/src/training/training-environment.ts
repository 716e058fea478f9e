import { resolve } from "node:path";
import type { Config, RegistrySettings } from "../config/config.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface TrainingEnvironmentOptions {
  readonly config: Config;
  /** The gateway's own. */
  readonly env: Environment;
  /** The model's name in the registry. */
  readonly modelName: string;
}

/**
 * What a training command sees: the gateway's environment without what is for the gateway alone, where the registry is
 * and how to get in, by MLflow's own variables, and the name to register under as `MLFLOW_MODEL_NAME`.
 */
export function trainingEnvironment({ config, env, modelName }: TrainingEnvironmentOptions): Environment {
  const inherited = Object.entries(env).filter(([name]) => !name.startsWith("SWITCHYARD_"));
  const told = Object.entries(registryVariables(config.registry)).filter(([, value]) => value !== undefined);
  return {
    // What Python prints must come while it is news.
    PYTHONUNBUFFERED: "1",
    ...Object.fromEntries([...inherited, ...told]),
    MLFLOW_MODEL_NAME: modelName,
  };
}

function registryVariables(registry: RegistrySettings): Environment {
  const { trackingUri, registryUri = trackingUri, s3 } = registry;
  return {
    MLFLOW_TRACKING_URI: absolute(trackingUri),
    MLFLOW_REGISTRY_URI: absolute(registryUri),
    MLFLOW_TRACKING_USERNAME: registry.username,
    MLFLOW_TRACKING_PASSWORD: registry.password,
    MLFLOW_TRACKING_TOKEN: registry.token,
    MLFLOW_TRACKING_INSECURE_TLS: registry.insecureTls ? "true" : undefined,
    MLFLOW_TRACKING_SERVER_CERT_PATH: registry.serverCertPath,
    MLFLOW_TRACKING_CLIENT_CERT_PATH: registry.clientCertPath,
    MLFLOW_WORKSPACE: registry.workspace,
    MLFLOW_S3_ENDPOINT_URL: s3.endpoint,
    MLFLOW_S3_IGNORE_TLS: s3.ignoreTls ? "true" : undefined,
    AWS_DEFAULT_REGION: s3.region,
  };
}

/** A place on this machine, though the command runs in another directory. */
function absolute(uri: string | undefined): string | undefined {
  if (uri === undefined) return undefined;
  const [, file] = /^sqlite:\/\/\/([^/].*)$/.exec(uri) ?? [];
  if (file !== undefined) return `sqlite:///${resolve(file)}`;
  return /^[a-z][a-z0-9+.-]*:/i.test(uri) ? uri : resolve(uri);
}
