import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where fetched models are kept when nothing else is said: the user's cache directory. */
export function defaultCacheDirectory(env: Readonly<Record<string, string | undefined>>): string {
  const { XDG_CACHE_HOME: cache, HOME: home } = env;
  if (cache !== undefined && cache !== "") return join(cache, "switchyard");
  if (home !== undefined && home !== "") return join(home, ".cache", "switchyard");
  return join(tmpdir(), "switchyard-cache");
}
