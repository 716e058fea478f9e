import { configJsonSchema } from "@switchyard/gateway";
import { configurationPage } from "./configuration-page.ts";
import { metricsPage } from "./metrics-page.ts";

/** What is made from the configuration's schema and the table of metrics, by its place in the repository. */
export function referenceFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/configuration-reference.md", configurationPage()],
    ["docs/metrics.md", metricsPage()],
    ["docs/public/switchyard.schema.json", `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`],
  ]);
}
