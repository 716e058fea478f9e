/**
 * Rows of different requests that one run may hold: as configured, else as the model has it. A graph whose
 * requests must run alone (0) does so whatever is configured.
 */
export function rowsPerRun(configured: number | undefined, ofModel: number): number {
  return ofModel === 0 ? 0 : (configured ?? ofModel);
}
