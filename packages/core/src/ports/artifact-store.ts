/** One file of a model, relative to its location. */
export interface ArtifactFile {
  readonly path: string;
  readonly sizeBytes: number | undefined;
  /** Differs once the content does, where the store knows such a thing. */
  readonly revision?: string;
}

/** The bytes from `from` up to `to`, which is not among them. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Reads a part of one file. */
export type ReadRange = (range: ByteRange, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/** Where artifacts of one kind of location lie. Of what throws `load_failed` another try would come to the same. */
export interface ArtifactStore {
  /** All files below a location; throws `load_failed` when there is nothing. */
  list(location: string, signal: AbortSignal): Promise<readonly ArtifactFile[]>;
  /** The bytes of one of them. */
  read(location: string, file: ArtifactFile, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  /**
   * A way to read parts of a file, where there is one; then it is read by that way alone, several parts at a
   * time. All parts are of one content, or `load_failed` says that it has changed.
   */
  openRanges?(location: string, file: ArtifactFile, signal: AbortSignal): Promise<ReadRange | undefined>;
}
