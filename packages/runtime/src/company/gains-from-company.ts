import type { Session, Tensors } from "@switchyard/core";
import { hasRows, joinRows, rowCount, sliceRows } from "../rows.ts";

/** A pair that takes this much longer than one row is hardly quicker than two runs. */
const pairOverOne = 1.5;
/** Runs of more than this are measured once. */
const longRunMs = 20;
const shots = 3;

/** Whether two rows that run together take clearly less time than one after the other. */
export async function gainsFromCompany(session: Pick<Session, "run">, feeds: Tensors): Promise<boolean> {
  if (!hasRows(feeds) || rowCount(feeds) < 1) return false;
  const one = sliceRows(feeds, 0, 1);
  try {
    const oneMs = await fastest(session, one);
    return (await fastest(session, joinRows([one, one]))) < pairOverOne * oneMs;
  } catch {
    return false;
  }
}

async function fastest(session: Pick<Session, "run">, feeds: Tensors): Promise<number> {
  let bestMs = Infinity;
  for (let shot = 0; shot < shots; shot += 1) {
    const startMs = performance.now();
    await session.run(feeds);
    bestMs = Math.min(bestMs, performance.now() - startMs);
    if (bestMs > longRunMs) break;
  }
  return bestMs;
}
