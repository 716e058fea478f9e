import { test } from "vitest";
import { s3ClientConfig } from "./s3-access.ts";
import { parseS3Location } from "./s3-location.ts";

test.for([
  [{}, undefined, false],
  [{ region: "eu-central-1" }, "eu-central-1", false],
  [{ endpoint: "http://127.0.0.1:9000" }, "us-east-1", true],
  [{ endpoint: "http://minio:9000", region: "here" }, "here", true],
  [{ endpoint: "https://s3.eu-west-1.amazonaws.com", region: "eu-west-1" }, "eu-west-1", false],
  [{ endpoint: "https://s3.cn-north-1.amazonaws.com.cn" }, "us-east-1", false],
  [{ endpoint: "http://minio:9000", addressingStyle: "virtual" }, "us-east-1", false],
  [{ addressingStyle: "path" }, undefined, true],
] as const)(
  "with %j, the region is %s and the bucket in the path: %s",
  ([access, region, path], { expect }) => {
    const config = s3ClientConfig(access, 1000);
    expect([config.region, config.forcePathStyle]).toEqual([region, path]);
  },
);

test.for([
  ["s3://bucket/a/b", "bucket", "a/b/"],
  ["s3://bucket/a/b/", "bucket", "a/b/"],
  ["S3://bucket", "bucket", ""],
  ["s3://bucket/", "bucket", ""],
  ["s3://bucket/a b%20c", "bucket", "a b%20c/"],
  ["s3://bucket/a?x=1#y", "bucket", "a/"],
] as const)("reads %s", ([location, bucket, prefix], { expect }) => {
  expect(parseS3Location(location)).toEqual({ bucket, prefix });
});

test("refuses a location without a bucket", ({ expect }) => {
  expect(() => parseS3Location("s3:///a")).toThrow("names no bucket");
});
