import { GatewayError } from "@switchyard/core";

export interface S3Location {
  readonly bucket: string;
  /** What all keys below the location begin with: empty, or with a slash at its end. */
  readonly prefix: string;
}

/** What an `s3://` location means to MLflow: query and fragment are cut, nothing is decoded. */
export function parseS3Location(location: string): S3Location {
  const [, bucket = "", path = ""] = /^s3:\/\/([^/?#]*)\/?([^?#]*)/i.exec(location) ?? [];
  if (bucket === "") throw new GatewayError("load_failed", `${location} names no bucket: s3://bucket/path`);
  const trimmed = path.replace(/\/+$/, "");
  return { bucket, prefix: trimmed === "" ? "" : `${trimmed}/` };
}
