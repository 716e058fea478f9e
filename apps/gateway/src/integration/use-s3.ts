import type { S3Bucket } from "@switchyard/registry-client/testing";
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";
import { startS3, type RunningS3 } from "./start-s3.ts";
import { bucketOf } from "./test-bucket.ts";

export interface UsedS3 {
  readonly s3: RunningS3;
  readonly bucket: S3Bucket;
}

/** A store for all tests of a file, of which each test's environment says where it is; there once they have begun. */
export function useS3(): () => UsedS3 {
  let used: UsedS3 | undefined;
  beforeAll(async () => {
    const s3 = await startS3();
    used = { s3, bucket: bucketOf(s3) };
  });
  afterAll(async () => {
    used?.bucket[Symbol.dispose]();
    await used?.s3[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    for (const [name, value] of Object.entries(used?.s3.env ?? {})) vi.stubEnv(name, value);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  return () => {
    if (!used) throw new Error("the tests have not begun");
    return used;
  };
}
