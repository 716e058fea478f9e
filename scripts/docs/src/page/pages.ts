import { globSync } from "node:fs";

/** The documents that people read first: their commands are run, their links followed. */
export function pagePaths(root: string): readonly string[] {
  const docs = globSync("docs/**/*.md", { cwd: root, exclude: (path) => path.includes("node_modules") });
  return ["README.md", ...docs.toSorted()];
}
