import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { test } from "vitest";
import { repository } from "../repository.ts";

const site = join(repository, "docs/.vitepress/dist");

test("the site is built without a dead link, and asks nothing of other hosts", async ({ expect }) => {
  await promisify(execFile)("node", [join(repository, "scripts/up.mjs"), "docs:build"]);
  const files = globSync("**/*.{html,css}", { cwd: site });
  const asked = files.flatMap(
    (file) =>
      readFileSync(join(site, file), "utf8").match(
        /(?:<(?:link|script|img)\b[^>]*(?:href|src)="|url\("?)https?:[^">)]*/g,
      ) ?? [],
  );
  expect(files).toContain("configuration-reference.html");
  expect(asked).toEqual([]);
});
