/** A request that is sent again and again. */
export interface Load {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a server did under a load. */
export interface Measurement {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

export interface LoadOptions {
  readonly origin: string;
  readonly load: Load;
  readonly connections: number;
  readonly seconds: number;
}
