import { configJsonSchema } from "@switchyard/gateway";
import { configurationPage } from "./configuration-page.ts";

/** What is made from the configuration's schema, by its place in the repository. */
export function referenceFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/configuration-reference.md", configurationPage()],
    ["docs/public/switchyard.schema.json", `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`],
  ]);
}
