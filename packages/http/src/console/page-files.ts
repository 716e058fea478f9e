import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { PageFile } from "./page-file.ts";

/** The files of a built page by their paths, `/` for its `index.html`; none where nothing was built. */
export function pageFiles(directory: string): ReadonlyMap<string, PageFile> {
  const files = filesIn(directory).map(
    (path) => [pathOf(relative(directory, path)), new PageFile(path)] as const,
  );
  return files.some(([path]) => path === "/") ? new Map(files) : new Map();
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile() && !each.name.startsWith("."))
      .map((each) => join(each.parentPath, each.name));
  } catch {
    return [];
  }
}

function pathOf(name: string): string {
  return name === "index.html" ? "/" : `/${name.split(sep).map(encodeURIComponent).join("/")}`;
}
