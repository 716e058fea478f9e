import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A directory for a test, and the variables that make commands keep their models in it. */
export interface SampleCache extends AsyncDisposable {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Gone at the end of the test. */
export async function createSampleCache(): Promise<SampleCache> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-cli-"));
  return {
    path: directory.path,
    env: { SWITCHYARD_CACHE_DIR: join(directory.path, "cache") },
    [Symbol.asyncDispose]: () => directory.remove(),
  };
}
