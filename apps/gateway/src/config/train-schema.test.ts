import { mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { test } from "vitest";
import { loadConfig } from "./load-config.ts";
import type { NamedModel } from "./config.ts";

/** What the file says of one model `m` that is trained so. */
function load(train: unknown): NamedModel | undefined {
  using directory = mkdtempDisposableSync(join(tmpdir(), "switchyard-config-"));
  const path = join(directory.path, "switchyard.yaml");
  writeFileSync(path, stringify({ models: { m: { uri: "models:/m@champion", train } } }));
  return loadConfig({ args: [], env: { SWITCHYARD_CONFIG: path } }).models["m"];
}

test("a command alone takes no parameters and may take an hour", ({ expect }) => {
  expect(load({ command: ["python3", "train.py"] })?.train).toEqual({
    command: ["python3", "train.py"],
    parameters: { type: "object", additionalProperties: false },
    timeLimitMs: 3_600_000,
  });
});

const needed = { type: "object", properties: { n: { type: "integer" } }, required: ["n"] };
const mistyped = { type: "object", properties: { n: { type: "intger" } } };

test.for([
  [{ command: [] }, "models.m.train.command"],
  [{ command: ["x"], parameters: mistyped }, "models.m.train.parameters.properties.n.type: must be equal to"],
  [{ command: ["x"], parameters: { type: "object", minimun: 1 } }, 'unknown keyword: "minimun"'],
  [{ command: ["x"], timeLimitMs: 0 }, "models.m.train.timeLimitMs"],
  [{ command: ["x"], retrain: { cron: "61 * * * *" } }, "models.m.train.retrain.cron"],
  [{ command: ["x"], retrain: { cron: "0 3 * * 1", timezone: "Mars/Here" } }, "Mars/Here"],
  [{ command: ["x"], retrain: { cron: "0 3 * * 1" }, parameters: needed }, "needs a default for each"],
] as const)("%j is refused with %s", ([train, fault], { expect }) => {
  expect(() => load(train)).toThrow(fault);
});
