import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";

export interface S3BucketOptions {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A bucket of a real store, to put things into. */
export class S3Bucket implements Disposable {
  readonly #bucket: string;
  readonly #client: S3Client;

  constructor({ endpoint, bucket, ...credentials }: S3BucketOptions) {
    this.#bucket = bucket;
    this.#client = new S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });
  }

  async create(): Promise<void> {
    await this.#client.send(new CreateBucketCommand({ Bucket: this.#bucket }));
  }

  async put(key: string, body: string | Uint8Array): Promise<void> {
    await this.#client.send(
      new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: Buffer.from(body) }),
    );
  }

  /** The keys that begin so; a thousand at most. */
  async list(prefix: string): Promise<readonly string[]> {
    const asked = new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix });
    const { Contents: found = [] } = await this.#client.send(asked);
    return found.flatMap(({ Key }) => Key ?? []);
  }

  /** Throws when it is not there. */
  async get(key: string): Promise<Uint8Array> {
    const { Body: body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
    return (await body?.transformToByteArray()) ?? new Uint8Array();
  }

  async delete(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }

  /** Lets everybody list and read it. */
  async publish(): Promise<void> {
    const arn = `arn:aws:s3:::${this.#bucket}`;
    const statements = [allow("s3:ListBucket", arn), allow("s3:GetObject", `${arn}/*`)];
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    await this.#client.send(new PutBucketPolicyCommand({ Bucket: this.#bucket, Policy: policy }));
  }

  [Symbol.dispose](): void {
    this.#client.destroy();
  }
}

function allow(action: string, resource: string): object {
  return { Effect: "Allow", Principal: { AWS: ["*"] }, Action: [action], Resource: [resource] };
}
