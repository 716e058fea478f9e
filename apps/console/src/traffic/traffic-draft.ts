import { formatShare } from "../format/format-number.ts";
import type { TrafficRow } from "./traffic-rows.ts";

/** What was put into the dialog that splits the traffic. */
export interface TrafficDraft {
  readonly rows: readonly TrafficRow[];
  /** One that the gateway has not loaded yet. */
  readonly other: { readonly label: string; readonly part: string };
}

/** The parts by alias or version; empty where the followed version gets all. Throws where they are no split. */
export function trafficOf({ rows, other }: TrafficDraft): Readonly<Record<string, number>> {
  const label = other.label.trim();
  const named = rows.map((row) => [row, partOf(row.name, row.part)] as const);
  const otherPart = partOf("the other version", other.part);
  if (otherPart > 0 && label === "") throw new Error("expected the alias or number of the other version");
  if (otherPart === 0 && label !== "") throw new Error(`${label}: expected a part above 0`);
  const getting = named.filter(([, part]) => part > 0);
  if (getting.length === 0 && otherPart === 0) throw new Error("expected at least one part above 0");
  if (otherPart === 0 && getting.every(([{ isFollowed }]) => isFollowed)) return {};
  const parts = new Map(getting.map(([row, part]) => [row.label, part]));
  if (otherPart > 0) parts.set(label, (parts.get(label) ?? 0) + otherPart);
  return Object.fromEntries(parts);
}

/** The share of the requests that each row gets, the other's last; a dash for what is not known yet. */
export function sharesOf({ rows, other }: TrafficDraft): readonly string[] {
  const parts = [...rows, other].map(({ part }) => Number(part));
  const total = parts.reduce((sum, part) => sum + part, 0);
  const isKnown = total > 0 && parts.every((part) => part >= 0) && Number.isFinite(total);
  return parts.map((part) => (isKnown ? formatShare(part / total) : "–"));
}

/** The draft in which the followed version gets all. */
export function allToFollowed({ rows }: TrafficDraft): TrafficDraft {
  return {
    rows: rows.map((row) => ({ ...row, part: row.isFollowed ? "100" : "0" })),
    other: { label: "", part: "" },
  };
}

function partOf(name: string, typed: string): number {
  const part = Number(typed);
  if (Number.isFinite(part) && part >= 0) return part;
  throw new Error(`${name}: expected a number from 0, found “${typed}”`);
}
