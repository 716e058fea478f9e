import { test } from "vitest";
import { table } from "./table.ts";

test("aligns columns", ({ expect }) => {
  expect(
    table(
      ["NAME", "VERSION"],
      [
        ["iris", "2"],
        ["topic-classification", "11"],
      ],
    ),
  ).toBe("NAME                  VERSION\niris                  2\ntopic-classification  11\n");
});
