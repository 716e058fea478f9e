import { readAttributes } from "./read-attributes.ts";

/** What must run before a page's first command, as `<!-- docs-test needs=mlflow -->` says. */
export function readNeeds(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^<!-- docs-test (.*)-->$/gm)].flatMap(
    ([, info = ""]) => readAttributes(info)["needs"]?.split(",") ?? [],
  );
}
