import { test } from "vitest";
import { formatBytes, formatCount, formatMs, formatShare } from "./format-number.ts";

test.for([
  [undefined, "–"],
  [null, "–"],
  [0, "0"],
  [0.004, "<0.01"],
  [0.25, "0.25"],
  [12.34, "12.3"],
  [99.96, "100"],
  [999.6, "1,000"],
  [9_994, "9,994"],
  [12_345, "12.3k"],
  [999_499, "999k"],
  [999_500, "1M"],
] as const)("counts %s as %s", ([value, text], { expect }) => {
  expect(formatCount(value)).toBe(text);
});

test.for([
  [null, "–"],
  [0, "0 ms"],
  [0.42, "420 µs"],
  [1.234, "1.23 ms"],
  [250, "250 ms"],
  [999.6, "1 s"],
  [1500, "1.5 s"],
  [120_000, "2 min"],
] as const)("tells %s milliseconds as %s", ([value, text], { expect }) => {
  expect(formatMs(value)).toBe(text);
});

test.for([
  [null, "–"],
  [0, "0 MiB"],
  [150 * 1024 ** 2, "150 MiB"],
  [1.5 * 1024 ** 3, "1.5 GiB"],
] as const)("tells %s bytes as %s", ([value, text], { expect }) => {
  expect(formatBytes(value)).toBe(text);
});

test.for([
  [0, "0.0 %"],
  [0.0001, "<0.1 %"],
  [0.987, "98.7 %"],
] as const)("tells the share %s as %s", ([value, text], { expect }) => {
  expect(formatShare(value)).toBe(text);
});
