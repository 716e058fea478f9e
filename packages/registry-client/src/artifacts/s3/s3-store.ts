import type { GetObjectCommandOutput, ListObjectsV2CommandOutput } from "@aws-sdk/client-s3";
import {
  GatewayError,
  type ArtifactFile,
  type ArtifactStore,
  type ByteRange,
  type ReadRange,
} from "@switchyard/core";
import { unstalled } from "../../stores/rest/unstalled.ts";
import { checkRelativePath } from "../check-relative-path.ts";
import { patient, retried, type RetryPolicy } from "../ranges/retries.ts";
import { bytesOf } from "./bytes-of.ts";
import { S3Connection, type S3ConnectionOptions } from "./s3-connection.ts";
import { parseS3Location, type S3Location } from "./s3-location.ts";

export interface S3StoreOptions extends S3ConnectionOptions {
  readonly retry?: RetryPolicy;
}

/** A list can be asked for again at leisure, a part of a large object had better come. */
const listRetry: RetryPolicy = { ...patient, retries: 3 };

/** The objects below `s3://bucket/path`. */
export class S3Store implements ArtifactStore {
  readonly #options: S3StoreOptions;
  readonly #connection: S3Connection;

  constructor(options: S3StoreOptions) {
    this.#options = options;
    this.#connection = new S3Connection(options);
  }

  async list(location: string, signal: AbortSignal): Promise<readonly ArtifactFile[]> {
    const place = parseS3Location(location);
    const { retry = listRetry } = this.#options;
    const files: ArtifactFile[] = [];
    let token: string | undefined;
    do {
      const page = await retried(() => this.#page({ location, place, token }, signal), retry, signal);
      files.push(...filesOf(page, place));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    if (files.length > 0) return files;
    throw new GatewayError("load_failed", `there is nothing at ${location}`);
  }

  async read(location: string, file: ArtifactFile, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    return await this.#get({ location, file }, signal);
  }

  openRanges(location: string, file: ArtifactFile): Promise<ReadRange> {
    return Promise.resolve((range, signal) => this.#get({ location, file, range }, signal));
  }

  async #page({ location, place, token }: Page, signal: AbortSignal): Promise<ListObjectsV2CommandOutput> {
    return await this.#connection.ask({ location }, async ({ sdk, client }) => {
      const command = new sdk.ListObjectsV2Command({
        Bucket: place.bucket,
        Prefix: place.prefix,
        EncodingType: "url",
        ContinuationToken: token,
        ExpectedBucketOwner: this.#options.expectedBucketOwner,
      });
      const page = await client.send(command, { abortSignal: signal });
      if (page.Name !== undefined) return page;
      throw new GatewayError(
        "registry_unavailable",
        `${location}: what answers is no S3 store: it lists nothing`,
      );
    });
  }

  async #get({ location, file, range }: Read, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    checkRelativePath(file.path);
    const { bucket, prefix } = parseS3Location(location);
    const { expectedBucketOwner, timeoutMs } = this.#options;
    const answer = await this.#connection.ask({ location }, async ({ sdk, client }) => {
      const command = new sdk.GetObjectCommand({
        Bucket: bucket,
        Key: prefix + file.path,
        Range: range && `bytes=${range.from}-${range.to - 1}`,
        IfMatch: file.revision,
        ExpectedBucketOwner: expectedBucketOwner,
      });
      return await client.send(command, { abortSignal: signal });
    });
    const bytes = bytesOf(answer, signal);
    try {
      checkAnswer(answer, { location, file, range });
    } catch (thrown) {
      bytes.destroy();
      throw thrown;
    }
    return unstalled(bytes, timeoutMs);
  }
}

interface Page {
  readonly location: string;
  readonly place: S3Location;
  readonly token: string | undefined;
}

interface Read {
  readonly location: string;
  readonly file: ArtifactFile;
  readonly range?: ByteRange | undefined;
}

/** Keys that end in a slash are the directories that some programs make; they hold nothing. */
function filesOf(page: ListObjectsV2CommandOutput, { prefix }: S3Location): readonly ArtifactFile[] {
  return (page.Contents ?? []).flatMap(({ Key = "", Size: sizeBytes = 0, ETag: revision }) => {
    const path = decodedKey(Key).slice(prefix.length);
    if (sizeBytes === 0 && (path === "" || path.endsWith("/"))) return [];
    checkRelativePath(path);
    return [{ path, sizeBytes, ...(revision !== undefined && { revision }) }];
  });
}

/** Listed as in a form, so that keys may hold what XML cannot. */
function decodedKey(key: string): string {
  return decodeURIComponent(key.replaceAll("+", "%20"));
}

/** Some stores heed neither `If-Match` nor `Range`, and some answers come from no store at all. */
function checkAnswer(answer: GetObjectCommandOutput, { location, file, range }: Read): void {
  const { revision, path, sizeBytes } = file;
  if (revision !== undefined && answer.ETag === undefined)
    throw new Error(`${location}: what answers for ${path} is no S3 store`);
  if (revision !== undefined && answer.ETag !== revision)
    throw new GatewayError("load_failed", `${location}: ${path} changed while it was fetched`);
  const isWhole = range === undefined || (range.from === 0 && range.to === sizeBytes);
  if (isWhole || answer.ContentRange?.startsWith(`bytes ${range.from}-${range.to - 1}/`)) return;
  throw new GatewayError("load_failed", `${location}: the store does not give parts of ${path}`);
}
