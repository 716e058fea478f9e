import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { repository } from "../repository.ts";
import { referenceFiles } from "./reference-files.ts";

test.for([...referenceFiles()])(
  "%s is what the schema gives; `npm run docs:reference` writes it",
  ([path, text], { expect }) => {
    expect(readFileSync(join(repository, path), "utf8")).toBe(text);
  },
);
