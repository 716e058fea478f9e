import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "vitest";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { createFileStore } from "./file-store.ts";
import { localPath } from "./local-path.ts";

const { signal } = new AbortController();
const store = createFileStore(localPath);

test("lists the files below a directory with their sizes, and reads them", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({ MLmodel: "flavors", "data/model.onnx": "12345" });
  const location = `file://${directory.path}`;
  const files = await store.list(location, signal);
  expect(files.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
    ["MLmodel", 7],
    ["data/model.onnx", 5],
  ]);
  const contents = await Promise.all(
    files.map(async (file) => text(await store.read(location, file, signal))),
  );
  expect(contents).toEqual(["flavors", "12345"]);
});

test("gives a file that was written again another revision", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({ MLmodel: "one" });
  const [before] = await store.list(directory.path, signal);
  await writeFile(join(directory.path, "MLmodel"), "two");
  const [after] = await store.list(directory.path, signal);
  expect(before?.revision).not.toBe(after?.revision);
});

test("follows links inside the directory", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({ MLmodel: "flavors" });
  await symlink("MLmodel", join(directory.path, "copy"));
  const files = await store.list(directory.path, signal);
  expect(files.map(({ path }) => path)).toEqual(["MLmodel", "copy"]);
});

test("refuses links that lead out of it, and paths that do", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({ secret: "x", "model/MLmodel": "flavors" });
  await symlink("../secret", join(directory.path, "model", "link"));
  const location = join(directory.path, "model");
  await expect(store.list(location, signal)).rejects.toThrow("leads out of");
  await expect(store.read(location, { path: "link", sizeBytes: 1 }, signal)).rejects.toThrow("leads out of");
  await expect(store.read(location, { path: "../secret", sizeBytes: 1 }, signal)).rejects.toThrow(
    "leads out of",
  );
});

test("gives up on links in a circle", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({ MLmodel: "flavors" });
  await symlink(".", join(directory.path, "loop"));
  await expect(store.list(directory.path, signal)).rejects.toMatchObject({ code: "load_failed" });
});

test("says when there is nothing", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({});
  await mkdir(join(directory.path, "empty"));
  for (const name of ["empty", "missing"])
    await expect(store.list(join(directory.path, name), signal)).rejects.toThrow(
      expect.objectContaining({
        code: "load_failed",
        message: expect.stringContaining("there is nothing at"),
      }),
    );
});
