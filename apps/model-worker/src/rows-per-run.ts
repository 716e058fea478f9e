/** Rows of one request that a run may hold where rows are independent; the rest of them wait for their turn. */
const mostRows = 256;

export interface RowFacts {
  /** `maxBatchRows` of the configuration. */
  readonly configured: number | undefined;
  /** What the kind of model allows; 0 when each request runs by itself. */
  readonly ofModel: number;
  /** Whether rows run side by side in threads rather than together, being no quicker so. */
  readonly isSpread: boolean;
}

/**
 * Rows of different requests that one run may hold: as configured, else one where they are spread, else as the model
 * has it. A graph whose requests must run alone (0) does so whatever is configured.
 */
export function rowsPerRun({ configured, ofModel, isSpread }: RowFacts): number {
  if (ofModel === 0) return 0;
  return configured ?? (isSpread ? 1 : ofModel);
}

/** Rows of one request that one run may hold; undefined where they must run together. */
export function rowsOfOne({ configured, ofModel }: Omit<RowFacts, "isSpread">): number | undefined {
  return ofModel === 0 || configured === 1 ? undefined : mostRows;
}
