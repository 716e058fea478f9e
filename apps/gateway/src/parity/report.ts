import type { Comparison } from "./run-parity.ts";
import { categories } from "./requests/parity-request.ts";

/** The outcome of a run, as people read it; the last line says the share of requests that were answered as MLflow does. */
export function reportOf(comparisons: readonly Comparison[]): string {
  const intended = comparisons.filter((each) => kindOf(each) === "intended");
  const different = comparisons.filter((each) => kindOf(each) === "different");
  const [total, right] = [comparisons.length, comparisons.length - different.length];
  const share = (total === 0 ? 0 : Math.floor((1000 * right) / total) / 1000).toFixed(3);
  return [
    ...table(comparisons),
    "",
    `each request was asked in ${waysOf(comparisons).join("; ")}`,
    company(comparisons),
    ...counts(intended),
    ...different.slice(0, 40).flatMap(described),
    `parity: ${share} (${right}/${total}), intended differences: ${intended.length}`,
  ].join("\n");
}

function waysOf(comparisons: readonly Comparison[]): readonly string[] {
  const ways = comparisons.flatMap(({ found }) =>
    found.map(({ setting }) => `${setting.mode}, ${setting.concurrency} at once`),
  );
  return [...new Set(ways)];
}

/** How many good answers had the same bytes alone and beside others; what differs are last bits of floats. */
function company(comparisons: readonly Comparison[]): string {
  const pairs = comparisons.flatMap(({ found }) =>
    found.flatMap((one) => {
      const other = found.find(
        ({ setting }) => setting.mode === one.setting.mode && setting.concurrency > one.setting.concurrency,
      );
      return other && one.answer.status === 200 ? [one.answer.body === other.answer.body] : [];
    }),
  );
  return `alone and beside others the same bytes: ${pairs.filter(Boolean).length} of ${pairs.length} answers`;
}

/** The worst of what was found in any setting. */
export function kindOf({ found }: Comparison): "equal" | "intended" | "different" {
  const kinds = new Set(found.map(({ verdict }) => verdict.kind));
  return kinds.has("different") ? "different" : kinds.has("intended") ? "intended" : "equal";
}

function table(comparisons: readonly Comparison[]): readonly string[] {
  const models = [...new Set(comparisons.map(({ model }) => model))];
  const used = categories.filter((category) =>
    comparisons.some(({ request }) => request.category === category),
  );
  const rows = models.map((model) => {
    const own = comparisons.filter((each) => each.model === model);
    const cells = used.map((category) => cellOf(own.filter(({ request }) => request.category === category)));
    return [model].concat(cells, cellOf(own));
  });
  const cells = used.map((category) =>
    cellOf(comparisons.filter(({ request }) => request.category === category)),
  );
  const all = [["model", ...used, "all"], ...rows, ["all", ...cells, cellOf(comparisons)]];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}

/** So many of so many are right. */
function cellOf(comparisons: readonly Comparison[]): string {
  if (comparisons.length === 0) return "·";
  const right = comparisons.filter((each) => kindOf(each) !== "different").length;
  return `${right}/${comparisons.length}`;
}

function counts(intended: readonly Comparison[]): readonly string[] {
  const ids = intended.map(
    ({ found }) =>
      found.map(({ verdict }) => (verdict.kind === "intended" ? verdict.id : undefined)).find(Boolean) ?? "",
  );
  const sorted = [...new Set(ids)].toSorted();
  return sorted.map((id) => `intended: ${id}, ${ids.filter((each) => each === id).length} requests`);
}

/** What a reader needs to ask it again by hand. */
function described({ model, request, expected, found }: Comparison): readonly string[] {
  const wrong = found.filter(({ verdict }) => verdict.kind === "different");
  const [first] = wrong;
  if (first?.verdict.kind !== "different") return [];
  const settings = wrong.map(({ setting }) => `${setting.mode}, ${setting.concurrency} at once`).join("; ");
  return [
    `different: ${model}, ${request.category}: ${request.name} (${settings})`,
    `  asked   ${JSON.stringify(String(request.body).slice(0, 400))}`,
    `  MLflow  ${expected.status} ${shortened(expected.body)}`,
    `  here    ${first.answer.status} ${shortened(first.answer.body)}`,
    ...first.verdict.details.slice(0, 3).map((detail) => `  ${detail}`),
  ];
}

function shortened(body: string): string {
  return JSON.stringify(body.slice(0, 400));
}
