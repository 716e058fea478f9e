import type { Compilation } from "../api/model-details.ts";

/** Who answers for a model in Python, and how that was proven; nothing where nobody asked for a graph. */
export function compilationText({
  status,
  reason,
  converter,
  verification,
}: Compilation): string | undefined {
  if (status === "refused") return `Python answers for this model${reason ? `: ${reason}` : ""}.`;
  if (status !== "compiled") return undefined;
  const graph = `A graph made by ${converter ?? "a converter"} answers for this model.`;
  if (!verification) return graph;
  const { rows, largest_error: error } = verification;
  const difference =
    error === 0 ? "no difference" : `a largest difference of ${Number(error.toPrecision(2))}`;
  return `${graph} Compared with Python on ${rows} rows: ${difference}.`;
}
