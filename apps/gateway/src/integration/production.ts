import { PythonSession } from "./python-session.ts";
import { startPostgres } from "./start-postgres.ts";
import { startS3, type RunningS3 } from "./start-s3.ts";
import { startRegistry, type RunningMlflow } from "./testbed.ts";

/** MLflow as companies run it: its registry in PostgreSQL, its artifacts in S3, read by clients themselves. */
export interface Production extends AsyncDisposable {
  readonly mlflow: RunningMlflow;
  readonly s3: RunningS3;
  readonly python: PythonSession;
  /** URI of the database itself. */
  readonly databaseUri: string;
  /** Ends MLflow with `SIGKILL`; what it knew stays. */
  killMlflow(): Promise<void>;
  /** Starts it again where it was. */
  reviveMlflow(): Promise<void>;
}

/** Starts all of it, and MLflow's Python client beside it. */
export async function startProduction(): Promise<Production> {
  const stack = new AsyncDisposableStack();
  try {
    const [postgres, s3] = await Promise.all([startPostgres(), startS3()]);
    stack.use(postgres);
    stack.use(s3);
    const store = [
      "--backend-store-uri",
      postgres.uri,
      "--default-artifact-root",
      `s3://${s3.bucket}/mlflow`,
    ];
    const options = { args: [...store, "--no-serve-artifacts"], env: s3.env };
    const mlflow = stack.use(await startRegistry(options));
    let running = mlflow;
    const { port } = new URL(mlflow.url);
    const python = stack.use(await PythonSession.start(mlflow.url, s3.env));
    return {
      mlflow,
      s3,
      python,
      databaseUri: postgres.uri,
      async killMlflow() {
        await running[Symbol.asyncDispose]();
      },
      async reviveMlflow() {
        running = stack.use(await startRegistry({ ...options, port }));
      },
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (thrown) {
    await stack.disposeAsync();
    throw thrown;
  }
}
