import { buffer, text } from "node:stream/consumers";
import type { ArtifactStore } from "@switchyard/core";
import { describe, test } from "vitest";

/** A store, and a way to put files into it. */
export interface SeededStore extends AsyncDisposable {
  readonly store: ArtifactStore;
  /** Makes these files, and nothing else, lie at a location that it gives. */
  seed(files: Readonly<Record<string, string | Uint8Array>>): Promise<string>;
}

const { signal } = new AbortController();
/** Names with what URLs, forms and XML treat specially; MLflow's own proxy refuses `#`. */
const oddNames = [
  "a b.txt",
  "100%.txt",
  "a%20b.txt",
  "a+b&c=d.txt",
  "ä ö.txt",
  "日本/語.txt",
  "q?.txt",
  "'\"<>.txt",
];

/** What every artifact store does alike, whatever names it cannot hold. */
export function artifactStoreConformance(
  name: string,
  start: () => Promise<SeededStore>,
  impossibleNames: readonly string[] = [],
): void {
  const names = oddNames.filter((each) => !impossibleNames.includes(each));
  describe(`${name} is an artifact store that`, () => {
    test("lists the files in all directories with their sizes, and reads them", async ({ expect }) => {
      await using seeded = await start();
      const location = await seeded.seed({
        MLmodel: "flavors: {}",
        "data/deep/model.onnx": "12345",
        empty: "",
      });
      const files = await seeded.store.list(location, signal);
      expect(Object.fromEntries(files.map(({ path, sizeBytes = 0 }) => [path, sizeBytes]))).toEqual({
        MLmodel: 11,
        "data/deep/model.onnx": 5,
        empty: 0,
      });
      const contents = files.map(async (file) => [
        file.path,
        await text(await seeded.store.read(location, file, signal)),
      ]);
      expect(Object.fromEntries(await Promise.all(contents))).toEqual({
        MLmodel: "flavors: {}",
        "data/deep/model.onnx": "12345",
        empty: "",
      });
    });

    test("knows files by any name", async ({ expect }) => {
      await using seeded = await start();
      const location = await seeded.seed(Object.fromEntries(names.map((each) => [each, each])));
      const files = await seeded.store.list(location, signal);
      expect(files.map(({ path }) => path).toSorted()).toEqual(names.toSorted());
      for (const file of files) {
        expect(await text(await seeded.store.read(location, file, signal))).toBe(file.path);
        const readRange = await seeded.store.openRanges?.(location, file, signal);
        const range = { from: 0, to: file.sizeBytes ?? 0 };
        if (readRange) expect(await text(await readRange(range, signal))).toBe(file.path);
      }
    });

    test("gives the parts that are asked for", async ({ expect }) => {
      await using seeded = await start();
      const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251));
      const location = await seeded.seed({ MLmodel: "x", "model.bin": bytes });
      const files = await seeded.store.list(location, signal);
      const file = files.find(({ path }) => path === "model.bin") ?? { path: "", sizeBytes: 0 };
      const readRange = await seeded.store.openRanges?.(location, file, signal);
      if (!readRange) return;
      for (const [from, to] of [
        [0, 5000],
        [0, 1],
        [4999, 5000],
        [1234, 2345],
      ] as const)
        expect(await buffer(await readRange({ from, to }, signal))).toEqual(bytes.subarray(from, to));
    });

    test("says when there is nothing", async ({ expect }) => {
      await using seeded = await start();
      const location = await seeded.seed({ MLmodel: "x" });
      const nothing = expect.objectContaining({
        code: "load_failed",
        message: expect.stringContaining("there is nothing at"),
      });
      await expect(seeded.store.list(`${location}-missing`, signal)).rejects.toThrow(nothing);
    });

    test.for(["missing", "../MLmodel", "/etc/passwd", "a/%2e%2e/%2e%2e/MLmodel"] as const)(
      "refuses to read %s",
      async (path, { expect }) => {
        await using seeded = await start();
        const location = await seeded.seed({ MLmodel: "x" });
        const reading = async (): Promise<string> =>
          text(await seeded.store.read(location, { path, sizeBytes: 1 }, signal));
        await expect(reading()).rejects.toThrow(expect.objectContaining({ code: "load_failed" }));
      },
    );

    test("gives up with its caller", async ({ expect }) => {
      await using seeded = await start();
      const location = await seeded.seed({ MLmodel: "x" });
      await expect(seeded.store.list(location, AbortSignal.abort())).rejects.toThrow();
    });
  });
}
