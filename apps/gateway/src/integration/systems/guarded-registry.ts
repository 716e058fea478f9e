import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startS3, type RunningS3 } from "../start-s3.ts";
import { startRegistry, type RunningMlflow } from "../testbed.ts";

/** An empty MLflow that asks for a password, and whose clients keep artifacts in S3 themselves. */
export interface GuardedRegistry extends AsyncDisposable {
  readonly mlflow: RunningMlflow;
  readonly s3: RunningS3;
  /** How MLflow's clients, and ours, are told of both and let in. */
  readonly env: Readonly<Record<string, string>>;
}

const password = "a long: p@ss 100%";

/** Starts both; nothing of them outlives their disposal. */
export async function startGuardedRegistry(): Promise<GuardedRegistry> {
  const stack = new AsyncDisposableStack();
  try {
    const folder = stack.use(await mkdtempDisposable(join(tmpdir(), "switchyard-guarded-"))).path;
    const s3 = stack.use(await startS3());
    const mlflow = stack.use(await startMlflow(folder, s3));
    const access = { MLFLOW_TRACKING_USERNAME: "admin", MLFLOW_TRACKING_PASSWORD: password };
    return {
      mlflow,
      s3,
      env: { ...s3.env, MLFLOW_TRACKING_URI: mlflow.url, ...access },
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (thrown) {
    await stack.disposeAsync();
    throw thrown;
  }
}

async function startMlflow(folder: string, s3: RunningS3): Promise<RunningMlflow> {
  const settings = join(folder, "auth.ini");
  await writeFile(settings, settingsIn(folder));
  const root = `s3://${s3.bucket}/template`;
  const store = [
    "--backend-store-uri",
    `sqlite:///${join(folder, "mlflow.db")}`,
    "--default-artifact-root",
    root,
  ];
  return await startRegistry({
    args: [...store, "--no-serve-artifacts", "--app-name", "basic-auth"],
    env: {
      ...s3.env,
      MLFLOW_AUTH_CONFIG_PATH: settings,
      MLFLOW_AUTH_ADMIN_PASSWORD: password,
      MLFLOW_FLASK_SERVER_SECRET_KEY: "only for tests",
    },
  });
}

/** MLflow's own, but that it remembers whom it knows, because its passwords are slow to check. */
function settingsIn(folder: string): string {
  return `[mlflow]
default_permission = READ
database_uri = sqlite:///${join(folder, "users.db")}
admin_username = admin
authorization_function = mlflow.server.auth:authenticate_request_basic_auth
auth_cache_ttl_seconds = 60
`;
}
