import { Readable } from "node:stream";
import type { ArtifactSource, ArtifactWriter, ByteRange } from "@switchyard/core";
import { ConcurrencyLimit } from "../../concurrency-limit.ts";
import { together } from "../../together.ts";
import { checkRelativePath } from "../check-relative-path.ts";
import { patient, retried, type RetryPolicy } from "../ranges/retries.ts";
import { S3Connection, type Connected, type S3ConnectionOptions } from "./s3-connection.ts";
import { parseS3Location } from "./s3-location.ts";
import { planParts } from "./plan-parts.ts";

export interface S3WriterOptions extends S3ConnectionOptions {
  readonly retry?: RetryPolicy;
  /** The smallest file that is sent in parts; 64 MiB when left out. */
  readonly partBytes?: number;
}

const maxConcurrentParts = 4;
const abandonMs = 10_000;

/** Puts objects below `s3://bucket/path`; large ones in parts, which show only when all of them are there. */
export class S3Writer implements ArtifactWriter {
  readonly #options: S3WriterOptions;
  readonly #connection: S3Connection;

  constructor(options: S3WriterOptions) {
    this.#options = options;
    this.#connection = new S3Connection(options);
  }

  async write(location: string, file: ArtifactSource, signal: AbortSignal): Promise<void> {
    checkRelativePath(file.path);
    const parts = planParts(file.sizeBytes, this.#options.partBytes);
    const upload = { location, file, place: this.#placeOf(location, file) };
    if (parts.length > 1) return await this.#writeParts({ ...upload, parts }, signal);
    const range = { from: 0, to: file.sizeBytes };
    await this.#persistently(
      location,
      ({ sdk, client }) =>
        sending(
          { file, range },
          (body, abortSignal) =>
            client.send(new sdk.PutObjectCommand({ ...upload.place, ...body }), { abortSignal }),
          signal,
        ),
      signal,
    );
  }

  async #writeParts(
    upload: Upload & { readonly parts: readonly ByteRange[] },
    signal: AbortSignal,
  ): Promise<void> {
    const { location, place, parts } = upload;
    const { UploadId } = await this.#persistently(
      location,
      ({ sdk, client }) => client.send(new sdk.CreateMultipartUploadCommand(place), { abortSignal: signal }),
      signal,
    );
    const numbered = parts.map((range, index) => ({ range, PartNumber: index + 1, UploadId }));
    try {
      const Parts = await together(numbered, (part, given) => this.#writePart(upload, part, given), {
        limit: new ConcurrencyLimit(maxConcurrentParts),
        signal,
      });
      const complete = { ...place, UploadId, MultipartUpload: { Parts: [...Parts] } };
      await this.#connection.ask({ location, isWrite: true }, ({ sdk, client }) =>
        client.send(new sdk.CompleteMultipartUploadCommand(complete), { abortSignal: signal }),
      );
    } catch (thrown) {
      await this.#abandon(upload, UploadId);
      throw thrown;
    }
  }

  async #writePart(
    { location, place, file }: Upload,
    { range, ...part }: Part,
    signal: AbortSignal,
  ): Promise<WrittenPart> {
    const { ETag } = await this.#persistently(
      location,
      ({ sdk, client }) =>
        sending(
          { file, range },
          (body, abortSignal) =>
            client.send(new sdk.UploadPartCommand({ ...place, ...part, ...body }), { abortSignal }),
          signal,
        ),
      signal,
    );
    return { ETag, PartNumber: part.PartNumber };
  }

  /** Parts of an upload that is left alone are kept, and paid for. */
  async #abandon({ location, place }: Upload, UploadId: string | undefined): Promise<void> {
    const abortSignal = AbortSignal.timeout(abandonMs);
    await this.#connection
      .ask({ location, isWrite: true }, ({ sdk, client }) =>
        client.send(new sdk.AbortMultipartUploadCommand({ ...place, UploadId }), { abortSignal }),
      )
      .catch(() => undefined);
  }

  async #persistently<Result>(
    location: string,
    work: (connected: Connected) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const { retry = patient } = this.#options;
    return await retried(() => this.#connection.ask({ location, isWrite: true }, work), retry, signal);
  }

  #placeOf(location: string, { path }: ArtifactSource): Place {
    const { bucket, prefix } = parseS3Location(location);
    return {
      Bucket: bucket,
      Key: prefix + path,
      ExpectedBucketOwner: this.#options.expectedBucketOwner,
    };
  }
}

interface Place {
  readonly Bucket: string;
  readonly Key: string;
  readonly ExpectedBucketOwner: string | undefined;
}

interface Upload {
  readonly location: string;
  readonly file: ArtifactSource;
  readonly place: Place;
}

interface Part {
  readonly range: ByteRange;
  readonly PartNumber: number;
  readonly UploadId: string | undefined;
}

interface WrittenPart {
  readonly ETag: string | undefined;
  readonly PartNumber: number;
}

interface Body {
  readonly Body: Readable;
  readonly ContentLength: number;
}

/** The file is closed however sending it ends, and sending ends when it cannot be read. */
async function sending<Result>(
  { file, range }: { readonly file: ArtifactSource; readonly range: ByteRange },
  send: (body: Body, signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const body = Readable.from(file.read(range), { objectMode: false });
  const unreadable = new AbortController();
  body.once("error", (reason) => unreadable.abort(reason));
  try {
    return await send(
      { Body: body, ContentLength: range.to - range.from },
      AbortSignal.any([signal, unreadable.signal]),
    );
  } catch (thrown) {
    throw unreadable.signal.aborted ? unreadable.signal.reason : thrown;
  } finally {
    body.destroy();
  }
}
