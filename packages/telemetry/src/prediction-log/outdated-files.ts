/** How much of what was logged is kept. */
export interface Retention {
  /** A file that has reached this size is followed by another. */
  readonly maxFileBytes: number;
  /** Full files beside the one that is written. */
  readonly maxFiles: number;
  readonly maxAgeDays: number;
}

export interface KeptFile {
  readonly path: string;
  readonly modifiedMs: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The full files that are to go: those too old, and of the others the oldest beyond the number that is kept. */
export function outdatedFiles(
  files: readonly KeptFile[],
  { maxFiles, maxAgeDays }: Retention,
  nowMs: number,
): readonly string[] {
  const newestFirst = files.toSorted((one, other) => other.modifiedMs - one.modifiedMs);
  return newestFirst
    .filter(({ modifiedMs }, index) => index >= maxFiles || nowMs - modifiedMs > maxAgeDays * dayMs)
    .map(({ path }) => path);
}
