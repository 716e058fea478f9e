import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const docs = join(fileURLToPath(import.meta.url), "../..");

const groups = {
  Begin: ["getting-started", "registry", "requests", "http", "cli", "console", "migration"],
  Configure: [
    "configuration",
    "configuration-reference",
    "switching",
    "flavors",
    "training",
    "prediction-log",
  ],
  Run: ["deployment", "operations", "metrics", "tracing-and-logs", "memory", "scaling"],
  Measured: ["performance", "benchmarks/results", "benchmarks/notes", "parity"],
};

/** Every page, under its own title; one that is in no group stands in the last. */
export function sidebar() {
  const known = new Set(Object.values(groups).flat());
  const others = globSync("*.md", { cwd: docs })
    .map((file) => file.slice(0, -".md".length))
    .filter((page) => page !== "index" && !known.has(page));
  return Object.entries({ ...groups, Reference: others.toSorted() })
    .map(([text, pages]) => ({
      text,
      items: pages.filter(isThere).map((page) => ({ text: titleOf(page), link: `/${page}` })),
    }))
    .filter(({ items }) => items.length > 0);
}

function isThere(page) {
  return existsSync(join(docs, `${page}.md`));
}

function titleOf(page) {
  return /^# (.+)$/m.exec(readFileSync(join(docs, `${page}.md`), "utf8"))?.[1].replaceAll("`", "") ?? page;
}
