import fc from "fast-check";
import { test } from "vitest";
import { typicalSizes } from "./typical-sizes.ts";
import { writtenDifferences, type WrittenDifference } from "./written-differences.ts";
import { parseWritten } from "./written-json.ts";

type Texts = [found: string, expected: string];

function differences(found: string, expected: string, ...others: string[]): readonly WrittenDifference[] {
  const sizes = typicalSizes([expected, ...others].map(parseWritten));
  return writtenDifferences(parseWritten(found), parseWritten(expected), sizes);
}

test.for<Texts>([
  ["[1.0]", "[1.0]"],
  ["[1]", "[1]"],
  ["[NaN]", "[NaN]"],
  ["[-0.0]", "[0.0]"],
  ["[1e-07]", "[0.0000001]"],
  ['{"a": 1, "b": [true, null]}', '{"b": [true, null], "a": 1}'],
  ['"x"', '"x"'],
])("%s is as good as %s", ([found, expected], { expect }) => {
  expect(differences(found, expected)).toEqual([]);
});

test.for<[...Texts, path: string]>([
  ['{"predictions": [1]}', '{"predictions": [2]}', "predictions[0]"],
  ["[1]", "[1.0]", "[0]"],
  ["[9007199254740993]", "[9007199254740992]", "[0]"],
  ['{"predictions": ["a"]}', '{"predictions": ["b"]}', "predictions[0]"],
  ['["1"]', "[1]", "[0]"],
  ['["NaN"]', "[NaN]", "[0]"],
  ["[null]", "[NaN]", "[0]"],
  ["[1.5]", "[NaN]", "[0]"],
  ["[Infinity]", "[1e308]", "[0]"],
  ["[true]", "[1]", "[0]"],
  ["[1.0, 2.0]", "[1.0]", "answer"],
  ["[]", "{}", "answer"],
  ['{"a": {"b": 1}}', '{"a": {"c": 1}}', "a"],
  ['{"a": null}', "{}", "answer"],
])("%s is infinitely different from %s at %s", ([found, expected, path], { expect }) => {
  expect(differences(found, expected)).toMatchObject([{ path, error: Infinity }]);
});

test.for([
  ["[1.001]", "[1.0]", [], 0.001 / 1.001],
  ["[-1.5]", "[1.5]", [], 2],
  ["[1.5e308]", "[-1.5e308]", [], 2],
  ["[0.5]", "[0.0]", [], 1],
  // Beside numbers of a typical size, small ones are judged by that size.
  ["[2e-9]", "[1e-9]", ["[4.0, 5.0]"], 1e-9 / 4],
  // The columns of a row are kinds of their own,
  ["[[1e6, 1.5]]", "[[1e6, 1.0]]", [], 1 / 3],
  ['[{"a": 1e6, "b": 1.5}]', '[{"a": 1e6, "b": 1.0}]', [], 1 / 3],
  // but for those of a distribution.
  ["[[1.0, 2e-9]]", "[[1.0, 1e-9]]", [], 1e-9],
  ['[{"0": 1.0, "1": 2e-9}]', '[{"0": 1.0, "1": 1e-9}]', [], 1e-9],
] as const)(
  "%s against %s beside %j differs by the right part",
  ([found, expected, others, error], { expect }) => {
    const [first, ...more] = differences(found, expected, ...others);
    expect(more).toEqual([]);
    expect(first?.error).toBeCloseTo(error, 12);
  },
);

test("an answer is never different from itself", ({ expect }) => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(differences(text, text)).toEqual([]);
    }),
  );
});

test("what is shown of a place is short", ({ expect }) => {
  const [first] = differences(`["${"x".repeat(5000)}"]`, "1.5");
  expect(first).toMatchObject({ expected: 1.5 });
  expect(String(first?.found).length).toBe(200);
});

function vectorOfMany(last: string): string {
  return `[[${"0.25,".repeat(50_000)}${last}]]`;
}

test("a vector of many numbers is compared in the time of its length", ({ expect }) => {
  expect(differences(vectorOfMany("0.5"), vectorOfMany("0.25"))).toMatchObject([
    { path: "[0][50000]", error: 0.5 },
  ]);
});
