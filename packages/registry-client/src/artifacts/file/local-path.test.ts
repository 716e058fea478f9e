import { test } from "vitest";
import { localPath } from "./local-path.ts";

test.for([
  ["/a/b", "/a/b"],
  ["mlruns/1", "mlruns/1"],
  ["/a%20b", "/a b"],
  ["/a b#c?d+é", "/a b#c?d+é"],
  ["file:/a/b", "/a/b"],
  ["file:///a/b", "/a/b"],
  ["FILE:///a", "/a"],
  ["file:rel/x", "rel/x"],
  ["file://host/a", "/a"],
  ["file:///a#b", "/a"],
  ["file:///a?b", "/a"],
  ["file:///a%2520b%23", "/a%20b#"],
] as const)("reads %s", ([location, expected], { expect }) => {
  expect(localPath(location)).toBe(expected);
});
