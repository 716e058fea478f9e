import type { IncomingHttpHeaders } from "node:http";

/** What comes before the body, whoever has read it. */
export interface RequestHead {
  /** The path and the query. */
  readonly url: string;
  /** By their names in small letters. */
  readonly headers: Readonly<IncomingHttpHeaders>;
}
