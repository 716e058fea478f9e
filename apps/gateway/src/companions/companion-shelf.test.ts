import { mkdir, mkdtempDisposable, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { recordFile, type CompiledRecord } from "./companion-record.ts";
import { CompanionShelf, type CompanionKey, type Shelved } from "./companion-shelf.ts";
import { fileDigest } from "./file-digest.ts";

const key: CompanionKey = {
  digest: "model",
  python: "3.11.7",
  packages: { skl2onnx: "1.20.0", onnx: "1.19.0" },
  program: "program",
  tolerance: 1e-5,
};
const verification = {
  rows: 1,
  requests: 1,
  differing: 0,
  largestError: 0,
  tolerance: 1e-5,
  worst: undefined,
};
const refusal = { status: "refused", reason: "no converter" } as const;
const long = 31 * 24 * 60 * 60 * 1000;

interface Room extends AsyncDisposable {
  readonly path: string;
  readonly shelf: CompanionShelf;
  /** What lies on the shelf. */
  readonly names: () => Promise<readonly string[]>;
}

async function room(): Promise<Room> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  return {
    path: directory.path,
    shelf: new CompanionShelf(directory.path),
    names: () => readdir(join(directory.path, "companions")),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

/** Makes a companion of this content and puts it on the shelf. */
async function putGraph(shelf: CompanionShelf, content: string, where = key): Promise<Shelved> {
  const scratch = await shelf.scratch();
  const graph = join(scratch, "model.onnx");
  await writeFile(graph, content);
  const record: CompiledRecord = {
    status: "compiled",
    converter: "skl2onnx",
    flavor: { data: "model.onnx" },
    sha256: await fileDigest(graph),
    verification,
  };
  return await shelf.put(where, scratch, record);
}

async function age({ directory }: Shelved): Promise<void> {
  const then = new Date(Date.now() - long);
  await utimes(join(directory, recordFile), then, then);
}

test("finds what was put, also from another process", async ({ expect }) => {
  await using given = await room();
  expect(await given.shelf.find(key)).toBeUndefined();
  const put = await putGraph(given.shelf, "graph");
  expect(await given.shelf.find(key)).toEqual(put);
  expect(await new CompanionShelf(given.path).find(key)).toEqual(put);
  expect(await readFile(join(put.directory, "model.onnx"), "utf8")).toBe("graph");
});

test("of packages the order is nothing", async ({ expect }) => {
  await using given = await room();
  await putGraph(given.shelf, "graph");
  const packages = { onnx: "1.19.0", skl2onnx: "1.20.0" };
  expect(await given.shelf.find({ ...key, packages })).toBeDefined();
});

test.for([
  { digest: "other" },
  { python: "3.12.1" },
  { packages: { ...key.packages, onnx: "1.19.1" } },
  { packages: { ...key.packages, torch: "2.15" } },
  { packages: { onnx: "1.19.0" } },
  { program: "newer" },
  { tolerance: 1e-6 },
])("what was made of other things is another: %j", async (other, { expect }) => {
  await using given = await room();
  await putGraph(given.shelf, "graph");
  expect(await given.shelf.find({ ...key, ...other })).toBeUndefined();
});

test("of a model without a companion the reason is kept, and no file", async ({ expect }) => {
  await using given = await room();
  const scratch = await given.shelf.scratch();
  await writeFile(join(scratch, "model.onnx"), "large");
  const { directory } = await given.shelf.put(key, scratch, refusal);
  expect(await readdir(directory)).toEqual([recordFile]);
  expect(await given.shelf.find(key)).toMatchObject({ record: refusal });
});

test.for([
  ["changed", "graph "],
  ["emptied", ""],
] as const)("a graph that was %s is not found, and made anew it is", async ([, content], { expect }) => {
  await using given = await room();
  const { directory } = await putGraph(given.shelf, "graph");
  await writeFile(join(directory, "model.onnx"), content);
  expect(await given.shelf.find(key)).toBeUndefined();
  await putGraph(given.shelf, "graph");
  expect(await given.shelf.find(key)).toBeDefined();
  expect(await given.names()).toHaveLength(1);
});

test.for([
  ["a file that is not there", "other.onnx"],
  ["no file", undefined],
])("a record that speaks of %s is not found", async ([, data], { expect }) => {
  await using given = await room();
  const { directory, record } = await putGraph(given.shelf, "graph");
  await writeFile(join(directory, recordFile), JSON.stringify({ ...record, flavor: { data } }));
  expect(await given.shelf.find(key)).toBeUndefined();
});

test("whoever puts the same at once has it, and nothing is left over", async ({ expect }) => {
  await using given = await room();
  const shelves = Array.from({ length: 16 }, () => new CompanionShelf(given.path));
  const put = await Promise.all(shelves.map((shelf, at) => putGraph(shelf, `graph ${at % 4}`)));
  expect(new Set(put.map(({ directory }) => directory)).size).toBe(1);
  expect(await given.shelf.find(key)).toBeDefined();
  expect(await given.names()).toHaveLength(1);
});

test("what nobody asked for in a month goes with the next that is put", async ({ expect }) => {
  await using given = await room();
  const old = await putGraph(new CompanionShelf(given.path), "old", { ...key, digest: "old" });
  await age(old);
  const abandoned = join(given.path, "companions", ".abandoned");
  await mkdir(abandoned);
  await utimes(abandoned, new Date(0), new Date(0));
  const put = await putGraph(given.shelf, "graph");
  expect(await given.names()).toEqual([put.directory.split("/").at(-1)]);
});

test("what somebody asked for meanwhile stays", async ({ expect }) => {
  await using given = await room();
  await age(await putGraph(new CompanionShelf(given.path), "graph"));
  await new CompanionShelf(given.path).find(key);
  await putGraph(given.shelf, "other", { ...key, digest: "other" });
  expect(await given.shelf.find(key)).toBeDefined();
});

test("what a process serves for longer than a month stays for its next worker", async ({ expect }) => {
  await using given = await room();
  await age(await putGraph(given.shelf, "graph"));
  await putGraph(given.shelf, "other", { ...key, digest: "other" });
  expect(await given.names()).toHaveLength(2);
});

test("finds a companion of the same content that was made with other versions, as close as is asked", async ({
  expect,
}) => {
  await using given = await room();
  const put = await putGraph(given.shelf, "graph", { ...key, python: "3.9.1" });
  expect(await given.shelf.findProven(key.digest, 1e-4)).toEqual(put);
  expect(await given.shelf.findProven(key.digest, 1e-6)).toBeUndefined();
  expect(await given.shelf.findProven("other", 1e-4)).toBeUndefined();
  await writeFile(join(put.directory, "model.onnx"), "another");
  expect(await given.shelf.findProven(key.digest, 1e-4)).toBeUndefined();
});

test("takes a refusal for no companion", async ({ expect }) => {
  await using given = await room();
  await given.shelf.put(key, await given.shelf.scratch(), refusal);
  expect(await given.shelf.findProven(key.digest, 1)).toBeUndefined();
});
