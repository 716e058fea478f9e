import type { ByteRange } from "./artifact-store.ts";

/** A file that is to be kept somewhere; it can be read again where a try has failed. */
export interface ArtifactSource {
  /** Relative to the location below which it is put. */
  readonly path: string;
  readonly sizeBytes: number;
  /** A part of its bytes; throws `load_failed` when it cannot be read. */
  readonly read: (range: ByteRange) => AsyncIterable<Uint8Array>;
}

/** Puts files where artifacts of one kind of location lie. */
export interface ArtifactWriter {
  /**
   * Resolves when the file lies there, in place of one of that path; until then there is nothing of it.
   * Throws `load_failed` where another try would come to the same, and `registry_unavailable` otherwise.
   */
  write(location: string, file: ArtifactSource, signal: AbortSignal): Promise<void>;
}
