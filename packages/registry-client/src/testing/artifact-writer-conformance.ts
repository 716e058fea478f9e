import { text } from "node:stream/consumers";
import { GatewayError, type ArtifactSource, type ArtifactStore, type ArtifactWriter } from "@switchyard/core";
import { describe, test } from "vitest";
import { sourceOf } from "../artifacts/artifact-sources.ts";

/** A writer, the store that reads what it wrote, and a place that is empty. */
export interface OpenedWriter extends AsyncDisposable {
  readonly writer: ArtifactWriter;
  readonly store: ArtifactStore;
  readonly location: string;
}

const { signal } = new AbortController();
/** Names with what URLs and XML treat specially; MLflow's own proxy refuses `#`. */
const names = [
  "MLmodel",
  "data/deep/model.onnx",
  "a b.txt",
  "100%.txt",
  "a+b&c=d.txt",
  "日本/語.txt",
  "q?.txt",
];

/** What every artifact writer does alike. */
export function artifactWriterConformance(name: string, start: () => Promise<OpenedWriter>): void {
  describe(`${name} is an artifact writer that`, () => {
    test("puts files of any name and size where its store finds them", async ({ expect }) => {
      await using opened = await start();
      const contents = {
        ...Object.fromEntries(names.map((each) => [each, each])),
        empty: "",
        large: large(),
      };
      for (const [path, content] of Object.entries(contents))
        await opened.writer.write(opened.location, sourceOf(path, content), signal);
      expect(await contentsAt(opened)).toEqual(contents);
    });

    test("puts a file in place of another", async ({ expect }) => {
      await using opened = await start();
      for (const content of ["before", "now"])
        await opened.writer.write(opened.location, sourceOf("MLmodel", content), signal);
      expect(await contentsAt(opened)).toEqual({ MLmodel: "now" });
    });

    test.for(["../MLmodel", "/etc/passwd", "a/%2e%2e/%2e%2e/MLmodel"] as const)(
      "refuses to write %s",
      async (path, { expect }) => {
        await using opened = await start();
        const writing = opened.writer.write(opened.location, sourceOf(path, "x"), signal);
        await expect(writing).rejects.toThrow(expect.objectContaining({ code: "load_failed" }));
      },
    );

    test("leaves nothing of a file that cannot be read to its end", async ({ expect }) => {
      await using opened = await start();
      await opened.writer.write(opened.location, sourceOf("MLmodel", "x"), signal);
      const writing = opened.writer.write(opened.location, breaking(), AbortSignal.timeout(5000));
      await expect(writing).rejects.toThrow("the disk is gone");
      expect(await contentsAt(opened)).toEqual({ MLmodel: "x" });
    });

    test("gives up with its caller", async ({ expect }) => {
      await using opened = await start();
      const writing = opened.writer.write(opened.location, sourceOf("MLmodel", "x"), AbortSignal.abort());
      await expect(writing).rejects.toThrow();
    });
  });
}

/** More than a connection holds at a time. */
function large(): string {
  return "0123456789".repeat(100_000);
}

function breaking(): ArtifactSource {
  return { path: "model.onnx", sizeBytes: 2_000_000, read: halfRead };
}

async function* halfRead(): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(1_000_000);
  throw new GatewayError("load_failed", "the disk is gone");
}

async function contentsAt({ store, location }: OpenedWriter): Promise<Readonly<Record<string, string>>> {
  const files = await store.list(location, signal);
  const read = files.map(async (file) => [file.path, await text(await store.read(location, file, signal))]);
  return Object.fromEntries(await Promise.all(read));
}
