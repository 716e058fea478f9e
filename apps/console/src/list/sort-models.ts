import type { ModelLine } from "../api/model-line.ts";
import type { CurrentStatistics } from "../api/statistics.ts";
import type { LiveStatistics } from "../state/live-state.ts";

/** By what the list is sorted, and which way; nothing leaves it as the gateway tells it. */
export interface Sorting {
  readonly key: SortKey;
  readonly direction: "ascending" | "descending";
}

/** What a list can be sorted by. */
export type SortKey = "name" | "status" | keyof CurrentStatistics;

/** The models in the order that was asked for; those of which the number is not known come last. */
export function sortModels(
  models: readonly ModelLine[],
  sorting: Sorting | undefined,
  statistics: ReadonlyMap<string, LiveStatistics>,
): readonly ModelLine[] {
  if (!sorting) return models;
  const { key, direction } = sorting;
  const sign = direction === "ascending" ? 1 : -1;
  const valueOf = (model: ModelLine): string | number | null | undefined =>
    key === "name" || key === "status" ? model[key] : statistics.get(model.name)?.current[key];
  return models.toSorted((one, other) => compare(valueOf(one), valueOf(other), sign));
}

/** Names begin with A, numbers with the largest; a second time turns it round, a third gives the gateway's order. */
export function nextSorting(now: Sorting | undefined, key: SortKey): Sorting | undefined {
  const first = key === "name" || key === "status" ? "ascending" : "descending";
  if (now?.key !== key) return { key, direction: first };
  if (now.direction !== first) return undefined;
  return { key, direction: first === "ascending" ? "descending" : "ascending" };
}

type Value = string | number | null | undefined;

function compare(one: Value, other: Value, sign: number): number {
  if (one === other) return 0;
  if (one === null || one === undefined) return 1;
  if (other === null || other === undefined) return -1;
  if (typeof one === "string" && typeof other === "string") return sign * one.localeCompare(other);
  return sign * (Number(one) - Number(other));
}
