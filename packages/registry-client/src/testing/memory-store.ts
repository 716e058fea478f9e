import type { ArtifactFile, ArtifactStore } from "@switchyard/core";

/** A remote store with one model in it: it knows sizes and no revisions, counts reads, and can misbehave. */
export class MemoryStore implements ArtifactStore {
  readonly files: Record<string, string>;
  /** Sizes that the store tells wrongly. */
  readonly claimedSizes: Record<string, number> = {};
  lists = 0;
  reads = 0;
  /** Runs before each read. */
  onRead: (path: string, signal: AbortSignal) => Promise<void> = () => Promise.resolve();

  constructor(files: Record<string, string>) {
    this.files = files;
  }

  list(): Promise<readonly ArtifactFile[]> {
    this.lists += 1;
    const files = Object.entries(this.files).map(([path, content]) => ({
      path,
      sizeBytes: this.claimedSizes[path] ?? content.length,
    }));
    return Promise.resolve(files);
  }

  async read(
    _location: string,
    { path }: ArtifactFile,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    this.reads += 1;
    await this.onRead(path, signal);
    return inChunks(this.files[path] ?? "");
  }
}

async function* inChunks(content: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  const middle = Math.ceil(bytes.length / 2);
  yield bytes.subarray(0, middle);
  yield bytes.subarray(middle);
}
