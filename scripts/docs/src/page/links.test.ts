import { describe, expect, test } from "vitest";
import { anchorsOf, linksOf } from "./links.ts";

describe("linksOf", () => {
  test.for([
    ["[a](b.md)", [{ line: 1, path: "b.md", anchor: undefined }]],
    [
      "x\n![a](b.svg) and [c](../d.md#e)",
      [
        { line: 2, path: "b.svg", anchor: undefined },
        { line: 2, path: "../d.md", anchor: "e" },
      ],
    ],
    ['<img alt="a" src="b.png" />', [{ line: 1, path: "b.png", anchor: undefined }]],
    ["[a](#b)", [{ line: 1, path: "", anchor: "b" }]],
    ["[a](https://b.c/d) [e](mailto:f@g)", []],
    ["`[a](b)`\n```sh\n[c](d)\n```\n[e](f)", [{ line: 5, path: "f", anchor: undefined }]],
  ] as const)("of %j are %j", ([markdown, links]) => {
    expect(linksOf(markdown)).toEqual(links);
  });
});

test("anchorsOf names headings as they are linked to", () => {
  const page = "# A page\n## `mlflow models serve`, and more\n```sh\n# no heading\n```\n### What's it?";
  expect([...anchorsOf(page)]).toEqual(["a-page", "mlflow-models-serve-and-more", "whats-it"]);
});
