import { randomUUID } from "node:crypto";
import { S3Bucket } from "@switchyard/registry-client/testing";
import type { RunningS3 } from "./start-s3.ts";

/** A bucket of a running store: the one that is there, or another. */
export function bucketOf({ endpoint, env, bucket }: RunningS3, name: string = bucket): S3Bucket {
  return new S3Bucket({
    endpoint,
    bucket: name,
    accessKeyId: env["AWS_ACCESS_KEY_ID"] ?? "",
    secretAccessKey: env["AWS_SECRET_ACCESS_KEY"] ?? "",
  });
}

/** Puts files below a name that nobody else has; gives that name. */
export async function putModel(
  bucket: S3Bucket,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const prefix = randomUUID();
  for (const [path, body] of Object.entries(files)) await bucket.put(`${prefix}/${path}`, body);
  return prefix;
}
