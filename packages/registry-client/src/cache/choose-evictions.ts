/** A model in the cache. */
export interface StoredModel {
  readonly digest: string;
  readonly sizeBytes: number;
  readonly lastUsedMs: number;
  readonly isUsed: boolean;
}

/** The models to remove so that so many bytes go, those longest unused first; fewer when the rest is in use. */
export function chooseEvictions(models: readonly StoredModel[], excessBytes: number): readonly string[] {
  const chosen: string[] = [];
  let freedBytes = 0;
  for (const { digest, sizeBytes } of models
    .filter(({ isUsed }) => !isUsed)
    .toSorted((one, other) => one.lastUsedMs - other.lastUsedMs)) {
    if (freedBytes >= excessBytes) break;
    chosen.push(digest);
    freedBytes += sizeBytes;
  }
  return chosen;
}
