const firstDelayMs = 100;
const longestDelayMs = 30_000;
const freeRestarts = 3;

/** How long to wait before the next start, after so many workers died without having answered anything. */
export function restartDelayMs(uselessLives: number): number {
  if (uselessLives <= freeRestarts) return 0;
  return Math.min(firstDelayMs * 2 ** (uselessLives - freeRestarts - 1), longestDelayMs);
}
