import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Titled } from "./titled.ts";
import { resultsMarkdown, type Results } from "./markdown.ts";
import { plotSvg } from "./plot.ts";
import { closedPlot, peersPlot } from "./plots.ts";

/** Writes results.md, results.json and a plot for each case into a directory. */
export function writeResults(directory: string, results: Results, cases: readonly Titled[]): void {
  mkdirSync(directory, { recursive: true });
  const { samples } = results.findings;
  const drawn = [
    ...cases.map((each) => [each.name, closedPlot(each, samples)] as const),
    ["peers", peersPlot(samples)] as const,
  ];
  const plots = new Set<string>();
  for (const [name, plot] of drawn) {
    if (!plot) continue;
    writeFileSync(join(directory, `${name}.svg`), plotSvg(plot));
    plots.add(name);
  }
  writeFileSync(join(directory, "results.md"), resultsMarkdown(results, cases, plots));
  writeFileSync(join(directory, "results.json"), `${JSON.stringify(results, undefined, 1)}\n`);
}
