import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { KeptEntries } from "./kept-entries.ts";

const { signal } = new AbortController();

class Alias implements AsyncDisposable {
  readonly directory: TemporaryDirectory;
  readonly kept: KeptEntries<string>;
  /** Of the clock, which stands. */
  nowMs = Date.now();
  reads = 0;

  private constructor(directory: TemporaryDirectory) {
    this.directory = directory;
    this.kept = new KeptEntries({
      now: () => this.nowMs,
      read: async (path) => {
        this.reads += 1;
        return await readFile(path, "utf8");
      },
    });
  }

  static async create(): Promise<Alias> {
    const alias = new Alias(await TemporaryDirectory.create());
    await alias.write("1");
    return alias;
  }

  get path(): string {
    return join(this.directory.path, "champion");
  }

  async write(version: string): Promise<void> {
    await this.directory.write("champion", version);
  }

  async look(): Promise<string> {
    const version = await this.kept.at(this.path, signal);
    return `${version}, ${this.reads} reads`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.directory[Symbol.asyncDispose]();
  }
}

test("reads a file again only once it has changed", async ({ expect }) => {
  await using alias = await Alias.create();
  alias.nowMs += 10_000;
  expect(await alias.look()).toBe("1, 1 reads");
  expect(await alias.look()).toBe("1, 1 reads");
  await alias.write("2");
  expect(await alias.look()).toBe("2, 2 reads");
});

test("reads again what has changed a moment ago, since it may change again unseen", async ({ expect }) => {
  await using alias = await Alias.create();
  expect([await alias.look(), await alias.look()]).toEqual(["1, 1 reads", "1, 2 reads"]);
  alias.nowMs += 10_000;
  expect([await alias.look(), await alias.look()]).toEqual(["1, 3 reads", "1, 3 reads"]);
});

test("trusts no disk for longer than a minute", async ({ expect }) => {
  await using alias = await Alias.create();
  alias.nowMs += 10_000;
  expect([await alias.look(), await alias.look()]).toEqual(["1, 1 reads", "1, 1 reads"]);
  alias.nowMs += 60_000;
  expect(await alias.look()).toBe("1, 2 reads");
});

test("forgets what has gone", async ({ expect }) => {
  await using alias = await Alias.create();
  alias.nowMs += 10_000;
  await alias.look();
  await rm(alias.path);
  expect(await alias.look()).toBe("undefined, 1 reads");
  await alias.write("1");
  expect(await alias.look()).toBe("1, 2 reads");
});
