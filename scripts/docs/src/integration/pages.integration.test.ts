import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { readPage } from "../page/page.ts";
import { pagePaths } from "../page/pages.ts";
import { openPage } from "../run/open-page.ts";
import { runPage } from "../run/run-page.ts";
import { repository } from "../repository.ts";

const runnable = new Set(["sh", "bash", "python"]);

const pages = pagePaths(repository)
  .map((path) => readPage(repository, path))
  .filter(({ blocks }) =>
    blocks.some(({ language, attributes }) => runnable.has(language) && attributes["run"] !== "no"),
  );

/** Packages and build are those of the lock file, so that no page's `npm start` would bring them once more. */
beforeAll(() => void run("scripts/up.mjs", "build"));

/** So that whoever reads the test's output knows what it has not shown. */
afterAll(() => {
  for (const { path, blocks } of pagePaths(repository).map((each) => readPage(repository, each)))
    for (const { line, attributes } of blocks.filter((block) => block.attributes["run"] === "no"))
      console.log(`not run: ${path}:${line}, ${attributes["reason"]}`);
});

/** The Python that has MLflow; there since the set-up. */
function testbedPython(): string {
  return join(run("scripts/testbed/install.sh"), "bin/python");
}

function run(program: string, ...args: readonly string[]): string {
  const interpreter = program.endsWith(".sh") ? "bash" : "node";
  const { status, stdout, stderr } = spawnSync(interpreter, [join(repository, program), ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}\n${stderr}`);
  return stdout.trim();
}

describe("every command of the documents does what they say", { timeout: 300_000 }, () => {
  test.concurrent.for(pages.map((page) => [page.path, page] as const))("%s", async ([, page], { expect }) => {
    await using opened = await openPage(page, testbedPython());
    const faults = await runPage(page, opened.shell);
    expect(faults.join("\n\n")).toBe("");
  });
});
