import type { Candidate } from "./completions.ts";

/** The names that are known to a gateway or a registry, not to the command line; none where they do not come soon. */
export interface CompletionNames {
  /** Of served models. */
  readonly served: () => Promise<readonly string[]>;
  /** Of registered models. */
  readonly registered: () => Promise<readonly string[]>;
  readonly aliases: (name: string) => Promise<readonly string[]>;
  readonly versions: (name: string) => Promise<readonly string[]>;
  readonly uris: () => Promise<readonly string[]>;
  /** The gateway's own options. */
  readonly settings: () => Promise<readonly Candidate[]>;
}
