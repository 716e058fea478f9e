import { percentDecoded } from "../check-relative-path.ts";

/** The path that a `file:` URI or a bare path means to MLflow: escapes are decoded in both, the host is dropped. */
export function localPath(location: string): string {
  const uri = /^file:(?:\/\/[^/?#]*)?([^?#]*)/i.exec(location);
  return percentDecoded(uri?.[1] ?? location);
}
