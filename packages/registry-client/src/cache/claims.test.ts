import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { Claims } from "./claims.ts";
import { ownName } from "./owner.ts";

const [host = ""] = ownName().split("~");

test("holds as long as one who took it has not given it back", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const [claims, others] = [new Claims(directory.path), new Claims(directory.path)];
  const first = claims.claim("a", "use");
  const second = claims.claim("a", "use");
  expect(await others.isClaimed("a", "use")).toBe(true);
  expect(await others.isClaimed("a", "removal")).toBe(false);
  first[Symbol.dispose]();
  expect(await others.isClaimed("a", "use")).toBe(true);
  second[Symbol.dispose]();
  expect(await others.isClaimed("a", "use")).toBe(false);
});

test("of two in one process each has its own", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const [one, other] = [new Claims(directory.path), new Claims(directory.path)];
  using _ = one.claim("a", "use");
  other.claim("a", "use")[Symbol.dispose]();
  expect(await other.isClaimed("a", "use")).toBe(true);
});

test.for([
  ["a process that has ended", `use~${host}~4194305~1~run~x`, 0, false],
  ["a process that began later under its id", `use~${host}~1~another-birth~run~x`, 0, false],
  ["another machine, lately", "use~elsewhere~1~1~run~x", 0, true],
  ["another machine, long ago", "use~elsewhere~1~1~run~x", 11, false],
] as const)("believes %s: %s", async ([, name, ageMinutes, expected], { expect }) => {
  await using directory = await TemporaryDirectory.create({ [`a/${name}`]: "" });
  const then = new Date(Date.now() - ageMinutes * 60_000);
  await utimes(join(directory.path, "a", name), then, then);
  expect(await new Claims(directory.path).isClaimed("a", "use")).toBe(expected);
});

test("forgets what nobody says anything of, and nothing else", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const claims = new Claims(directory.path);
  claims.claim("a", "use")[Symbol.dispose]();
  using _ = claims.claim("b", "use");
  claims.forget("a");
  claims.forget("b");
  expect(await readdir(directory.path)).toEqual(["b"]);
});
