import { pairs, type Pair } from "../stores/rest/server-writes.ts";

/** What is known of a run: set once (`params`), measured (`metrics`), or free to change (`tags`). */
export interface RunFacts {
  readonly params?: Readonly<Record<string, string>>;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The body of one `runs/log-batch`, without the run. */
export interface FactsBatch {
  readonly params: readonly Pair<string>[];
  readonly metrics: readonly (Pair<number> & { readonly timestamp: number })[];
  readonly tags: readonly Pair<string>[];
}

/** MLflow takes no more parameters or tags at a time. */
const mostOfAKind = 100;

/** The facts in as few batches as MLflow takes. */
export function batchesOf(
  { params = {}, metrics = {}, tags = {} }: RunFacts,
  timestamp: number,
): readonly FactsBatch[] {
  const kinds = {
    params: pairs(params),
    metrics: pairs(metrics).map(({ key, value }) => ({ key, value, timestamp })),
    tags: pairs(tags),
  };
  const longest = Math.max(...Object.values(kinds).map(({ length }) => length));
  return Array.from({ length: Math.ceil(longest / mostOfAKind) }, (_, index) => {
    const part = [index * mostOfAKind, (index + 1) * mostOfAKind] as const;
    return {
      params: kinds.params.slice(...part),
      metrics: kinds.metrics.slice(...part),
      tags: kinds.tags.slice(...part),
    };
  });
}
