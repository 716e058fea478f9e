import { existsSync, globSync, readFileSync } from "node:fs";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadConfig } from "@switchyard/gateway";
import { describe, expect, test } from "vitest";
import { repository } from "../repository.ts";
import { anchorsOf, linksOf } from "./links.ts";
import { readPage } from "./page.ts";
import { pagePaths } from "./pages.ts";

const pages = pagePaths(repository).map((path) => readPage(repository, path));
const others = globSync(["*.md", "{deploy,examples}/**/README.md"], {
  cwd: repository,
  exclude: (path) => /node_modules|\.venv/.test(path),
});

describe("documents", () => {
  test.for([...new Set([...pages.map(({ path }) => path), ...others])])(
    "every link of %s leads somewhere",
    (path) => {
      const markdown = readFileSync(join(repository, path), "utf8");
      const broken = linksOf(markdown).filter(({ path: to, anchor }) => {
        const target = to === "" ? join(repository, path) : join(repository, dirname(path), to);
        if (!existsSync(target)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(target, "utf8")).has(anchor);
      });
      expect(broken.map((link) => `${path}:${link.line}: ${link.path}#${link.anchor ?? ""}`)).toEqual([]);
    },
  );

  test("what is said of blocks is known: a word that is not would leave them unchecked", () => {
    const known: Readonly<Record<string, RegExp>> = {
      run: /^(?:no|server)$/,
      reason: /./,
      ready: /^\//,
      port: /^\d+$/,
      exit: /^\d+$/,
      seconds: /^\d+$/,
      file: /./,
      check: /^no$/,
    };
    const unknown = pages.flatMap(({ path, blocks }) =>
      blocks.flatMap(({ line, attributes }) =>
        Object.entries(attributes)
          .filter(([name, value]) => known[name]?.test(value) !== true)
          .map(([name, value]) => `${path}:${line}: ${name}=${value}`),
      ),
    );
    expect(unknown).toEqual([]);
  });

  test("what a page does not run has a reason", () => {
    const silent = pages.flatMap(({ path, blocks }) =>
      blocks
        .filter(({ attributes }) => attributes["run"] === "no" && (attributes["reason"] ?? "") === "")
        .map(({ line }) => `${path}:${line}`),
    );
    expect(silent).toEqual([]);
  });

  test.for(globSync("{deploy,examples}/**/switchyard.yaml", { cwd: repository }))(
    "%s is a configuration",
    (path) => {
      expect(() => loadConfig({ args: ["--config", join(repository, path)], env: {} })).not.toThrow();
    },
  );

  test.for(
    pages.flatMap(({ path, blocks }) =>
      blocks
        .filter(({ language, attributes }) => language === "yaml" && attributes["check"] !== "no")
        .map(({ line, text }) => [`${path}:${line}`, text] as const),
    ),
  )("the configuration at %s is one", async ([, text]) => {
    await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-docs-"));
    const file = join(directory.path, "switchyard.yaml");
    await writeFile(file, text);
    expect(() => loadConfig({ args: ["--config", file], env: {} })).not.toThrow();
  });
});
