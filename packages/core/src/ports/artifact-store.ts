/** One file of a model, relative to its location. */
export interface ArtifactFile {
  readonly path: string;
  readonly sizeBytes: number | undefined;
  /** Differs once the content does, where the store knows such a thing. */
  readonly revision?: string;
}

/** Where artifacts of one kind of location lie. */
export interface ArtifactStore {
  /** All files below a location; throws `load_failed` when there is nothing. */
  list(location: string, signal: AbortSignal): Promise<readonly ArtifactFile[]>;
  /** The bytes of one of them. */
  read(location: string, file: ArtifactFile, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}
