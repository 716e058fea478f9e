import { join } from "node:path";
import { startRegistry, type RunningMlflow } from "../testbed.ts";

export interface IrisServersOptions {
  /** The laboratory's. */
  readonly directory: string;
  readonly trackingUri: string;
  /** Resolves when the laboratory has its database. */
  readonly trained: Promise<unknown>;
}

/** MLflow's servers beside a laboratory. */
export interface IrisServers extends AsyncDisposable {
  /** Of the laboratory's own database; what is logged there goes through it. */
  readonly ordinary: RunningMlflow;
  /** Without artifacts, which a server of artifacts only has. */
  readonly besideArtifacts: RunningMlflow;
  /** Without artifacts, which clients keep in a directory themselves. */
  readonly withoutArtifacts: RunningMlflow;
}

/** Starts all of them; nothing of them outlives their disposal. */
export async function startIrisServers({
  directory,
  trackingUri,
  trained,
}: IrisServersOptions): Promise<IrisServers> {
  const stack = new AsyncDisposableStack();
  const start = async (...args: readonly string[]): Promise<RunningMlflow> =>
    stack.use(await startRegistry({ args }));
  const withRoot = async (name: string, artifactRoot: string): Promise<RunningMlflow> => {
    const store = ["--backend-store-uri", `sqlite:///${join(directory, name)}.db`];
    return await start(...store, "--default-artifact-root", artifactRoot, "--no-serve-artifacts");
  };
  const besideArtifacts = async (): Promise<RunningMlflow> => {
    const destination = join(directory, "artifacts only");
    const { url } = await start("--artifacts-only", "--artifacts-destination", destination);
    return await withRoot("beside", url.replace("http:", "mlflow-artifacts:"));
  };
  const ordinary = async (): Promise<RunningMlflow> => {
    await trained;
    return await start("--backend-store-uri", trackingUri);
  };
  const starting = [
    ordinary(),
    besideArtifacts(),
    withRoot("without", join(directory, "not served")),
  ] as const;
  try {
    const [own, beside, without] = await Promise.all(starting);
    const end = (): Promise<void> => stack.disposeAsync();
    return { ordinary: own, besideArtifacts: beside, withoutArtifacts: without, [Symbol.asyncDispose]: end };
  } catch (thrown) {
    await Promise.allSettled(starting);
    await stack.disposeAsync();
    throw thrown;
  }
}
