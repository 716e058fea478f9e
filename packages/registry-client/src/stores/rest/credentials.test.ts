import { join } from "node:path";
import { test } from "vitest";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { findCredentials, readSection } from "./credentials.ts";

const file = "[mlflow]\nmlflow_tracking_username = filed\nmlflow_tracking_password = p%%ss=1\n";

test.for([
  [{ username: "ann", password: "secret", token: "t" }, "Basic ann:secret"],
  [{ username: "ann", token: "t" }, "Basic ann:p%ss=1"],
  [{ password: "secret" }, "Basic filed:secret"],
  [{ username: "", password: "" }, "Basic filed:p%ss=1"],
  [{ credentialsPath: undefined, username: "ann", token: "t" }, "Bearer t"],
  [{ credentialsPath: undefined }, "Basic in url:s@"],
  [{ credentialsPath: "/nowhere" }, "Basic in url:s@"],
] as const)("with %j says %s", async ([access, expected], { expect }) => {
  await using directory = await TemporaryDirectory.create({ credentials: file });
  const url = new URL("http://in%20url:s%40@host");
  const options = { credentialsPath: join(directory.path, "credentials"), ...access };
  const [kind = "", value = ""] = findCredentials(url, options).authorization?.split(" ") ?? [];
  expect(`${kind} ${kind === "Basic" ? atob(value) : value}`).toBe(expected);
});

test("says nothing without credentials", ({ expect }) => {
  expect(findCredentials(new URL("http://host"), {}).authorization).toBeUndefined();
});

test("tells of a file that cannot be read", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  expect(() => findCredentials(new URL("http://host"), { credentialsPath: directory.path })).toThrow(
    expect.objectContaining({ code: "invalid_configuration" }),
  );
});

test("reads a section of an INI file as Python does", ({ expect }) => {
  const text =
    "a = 0\r\n[other]\r\nA = 1\r\n[mlflow]\r\n# a = 2\r\n; a = 3\r\nA : 4 = 5\r\n B=\r\n[later]\r\nA=6";
  expect(Object.fromEntries(readSection(text, "mlflow"))).toEqual({ a: "4 = 5", b: "" });
});
