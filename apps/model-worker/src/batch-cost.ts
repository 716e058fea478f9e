/** What runs have taken, the later the more it counts: the sums of a least-squares line through rows and time. */
export interface BatchCost {
  readonly weight: number;
  readonly rows: number;
  readonly ms: number;
  readonly squares: number;
  readonly products: number;
}

/** A run that was measured. */
export interface MeasuredRun {
  readonly rows: number;
  readonly ms: number;
}

/** How much of what was known is left after another run. */
const memory = 0.95;

/** Nothing is known yet. */
export const unknownCost: BatchCost = { weight: 0, rows: 0, ms: 0, squares: 0, products: 0 };

/** With what another run tells. */
export function learn(cost: BatchCost, { rows, ms }: MeasuredRun): BatchCost {
  return {
    weight: cost.weight * memory + 1,
    rows: cost.rows * memory + rows,
    ms: cost.ms * memory + ms,
    squares: cost.squares * memory + rows * rows,
    products: cost.products * memory + rows * ms,
  };
}

/** How many rows a run may hold to end within this time: one at least, any number while nothing is known. */
export function rowsWithin(cost: BatchCost, budgetMs: number): number {
  if (cost.weight === 0) return Infinity;
  const perRowMs = slopeOf(cost);
  const baseMs = (cost.ms - perRowMs * cost.rows) / cost.weight;
  if (perRowMs <= 0) return baseMs <= budgetMs ? Infinity : 1;
  return Math.max(1, Math.floor((budgetMs - baseMs) / perRowMs));
}

/** Milliseconds of a row. Runs of one size do not tell them from those of a run, and all count for the rows. */
function slopeOf({ weight, rows, ms, squares, products }: BatchCost): number {
  const spread = weight * squares - rows * rows;
  return spread > 1e-9 * weight * squares ? (weight * products - rows * ms) / spread : ms / rows;
}
