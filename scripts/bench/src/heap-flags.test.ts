import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { heapFlags } from "../../heap-flags.mjs";
import { root } from "./places.ts";

const starters = ["deploy/docker/{,python.}Dockerfile", "deploy/compose/*/start.mjs"];

test.for(globSync(starters, { cwd: root }))("%s starts Node as npm start does", (file, { expect }) => {
  const flags = readFileSync(join(root, file), "utf8").match(
    /--(?:m\w+-semi-space-size|heap-growing-percent)=\d+/g,
  );
  expect(flags).toEqual(heapFlags);
});
