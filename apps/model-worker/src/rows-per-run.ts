/** Rows of one request that a run may hold where rows are independent; the rest of them wait for their turn. */
const mostRows = 256;

export interface RowFacts {
  /** `maxBatchRows` of the configuration. */
  readonly configured: number | undefined;
  /** What the kind of model allows; 0 when each request runs by itself. */
  readonly ofModel: number;
  /** Whether rows that run together are quicker than one by one. */
  readonly sharesWell: boolean;
}

/**
 * Rows of different requests that one run may hold: as configured, else as the model has it where they are quicker
 * together. A graph whose requests must run alone (0) does so whatever is configured.
 */
export function rowsPerRun({ configured, ofModel, sharesWell }: RowFacts): number {
  if (ofModel === 0) return 0;
  return configured ?? (sharesWell ? ofModel : 1);
}

/** Rows of one request that one run may hold; undefined where they must run together. */
export function rowsOfOne({ configured, ofModel }: Omit<RowFacts, "sharesWell">): number | undefined {
  return ofModel === 0 || configured === 1 ? undefined : mostRows;
}
