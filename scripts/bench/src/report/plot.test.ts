import { test } from "vitest";
import { plotSvg } from "./plot.ts";

const svg = plotSvg({
  title: "a < b & c",
  groups: ["1", "32"],
  series: [
    { name: "one", values: [10, 20] },
    { name: "other", values: [undefined, 40] },
  ],
  levels: [{ name: "floor", value: 80 }],
});

test("draws a bar for each value there is, and a mark for each series", ({ expect }) => {
  expect(svg.match(/<rect /g)).toHaveLength(3 + 2);
});

test("draws heights in proportion, up to the highest level", ({ expect }) => {
  const heights = [...svg.matchAll(/height="([\d.]+)" fill/g)].map((each) => Number(each[1]));
  expect(heights.slice(0, 3)).toEqual([26, 52, 104]);
});

test("writes texts as XML wants them, and no colour that a ground could hide", ({ expect }) => {
  expect(svg).toContain("a &lt; b &amp; c");
  expect(svg).not.toMatch(/black|white|#000|#fff/);
});
