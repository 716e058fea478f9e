import fc from "fast-check";
import { test } from "vitest";
import { testLoaded, testVersion } from "../testing/test-versions.ts";
import { ModelEntry } from "./model-entry.ts";
import { pointOf, versionAt } from "./traffic-split.ts";

const entries = [await ready("1", ["champion"]), await ready("2", ["challenger"]), waiting("3")];
const traffic = new Map([
  ["champion", 90],
  ["2", 5],
  ["3", 5],
]);

test.for([
  [0, "1"],
  [0.89, "1"],
  [0.91, "2"],
  [0.949, "2"],
  [0.96, undefined],
] as const)("at %d of the whole comes version %s", ([point, version], { expect }) => {
  expect(versionAt(point, traffic, entries)?.version.version).toBe(version);
});

test("a version without a part gets nothing", ({ expect }) => {
  const only = new Map([
    ["1", 0],
    ["2", 1],
  ]);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (point) => {
      expect(versionAt(point, only, entries)?.version.version).toBe("2");
    }),
  );
});

test("a key falls on one point, and many keys all over", ({ expect }) => {
  fc.assert(
    fc.property(fc.string(), (key) => {
      expect(pointOf(key)).toBe(pointOf(key));
      expect(pointOf(key)).toBeGreaterThanOrEqual(0);
      expect(pointOf(key)).toBeLessThan(1);
    }),
  );
  const points = Array.from({ length: 10_000 }, (_each, index) => pointOf(`user-${index}`));
  for (const part of [0.05, 0.5, 0.95]) {
    const below = points.filter((point) => point < part).length / points.length;
    expect(Math.abs(below - part)).toBeLessThan(0.01);
  }
});

function waiting(version: string, aliases: readonly string[] = []): ModelEntry {
  return new ModelEntry({ ...testVersion(version), aliases }, () => undefined);
}

async function ready(version: string, aliases: readonly string[]): Promise<ModelEntry> {
  const entry = waiting(version, aliases);
  await entry.load(() => Promise.resolve(testLoaded(entry.version)));
  return entry;
}
