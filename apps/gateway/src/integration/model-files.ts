import { randomUUID } from "node:crypto";
import type { S3Bucket } from "@switchyard/registry-client/testing";
import type { ChaosStage } from "./chaos-stage.ts";
import { bucketOf } from "./test-bucket.ts";

/** The files of a model in S3, at a place that nobody else has. */
export class ModelFiles implements Disposable {
  readonly uri: string;
  readonly #prefix: string;
  readonly #bucket: S3Bucket;

  private constructor(name: string, prefix: string, bucket: S3Bucket) {
    this.uri = `s3://${name}/${prefix}`;
    this.#prefix = prefix;
    this.#bucket = bucket;
  }

  /** A copy of a logged model (`models:/m-…`). */
  static async copy({ production: { s3 } }: ChaosStage, loggedUri: string): Promise<ModelFiles> {
    const [bucket, prefix] = [bucketOf(s3), `copies/${randomUUID()}`];
    const place = `mlflow/0/models/${loggedUri.slice("models:/".length)}/artifacts/`;
    for (const key of await bucket.list(place))
      await bucket.put(`${prefix}/${key.slice(place.length)}`, await bucket.get(key));
    return new ModelFiles(s3.bucket, prefix, bucket);
  }

  async read(path: string): Promise<Uint8Array> {
    return await this.#bucket.get(this.keyOf(path));
  }

  async write(path: string, body: string | Uint8Array): Promise<void> {
    await this.#bucket.put(this.keyOf(path), body);
  }

  async remove(path: string): Promise<void> {
    await this.#bucket.delete(this.keyOf(path));
  }

  keyOf(path: string): string {
    return `${this.#prefix}/${path}`;
  }

  [Symbol.dispose](): void {
    this.#bucket[Symbol.dispose]();
  }
}
