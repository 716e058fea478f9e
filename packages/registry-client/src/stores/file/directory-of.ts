import { resolve } from "node:path";
import { GatewayError } from "@switchyard/core";
import { localPath } from "../../artifacts/file/local-path.ts";

/** The directory that a `file:` URI or a bare path means; throws `invalid_configuration` for another machine's. */
export function directoryOf(uri: string): string {
  const host = /^file:\/\/([^/?#]*)/i.exec(uri)?.[1] ?? "";
  if (/^(?:|\.|localhost(?::\d+)?|127\.0\.0\.1(?::\d+)?)$/i.test(host)) return resolve(localPath(uri));
  throw new GatewayError(
    "invalid_configuration",
    `"${uri}" is a directory on ${host}; expected one of this machine, such as file:///mlruns or ./mlruns`,
  );
}
