import type { S3Client } from "@aws-sdk/client-s3";
import { explainS3Error, type S3Question } from "./explain-s3-error.ts";
import { s3ClientConfig, type S3Access } from "./s3-access.ts";

export interface S3ConnectionOptions extends S3Access {
  /** The longest wait for the next bytes. */
  readonly timeoutMs: number;
}

type Sdk = typeof import("@aws-sdk/client-s3");

/** The SDK, and a client that it has made. */
export interface Connected {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

/** A store of objects, which is asked in the SDK's words and whose errors are explained. */
export class S3Connection {
  readonly #options: S3ConnectionOptions;
  #connected: Promise<Connected> | undefined;

  constructor(options: S3ConnectionOptions) {
    this.#options = options;
  }

  /** Throws what `explainS3Error` makes of a refusal. */
  async ask<Result>(
    question: Omit<S3Question, "endpoint">,
    work: (connected: Connected) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await work(await this.#connect());
    } catch (thrown) {
      throw explainS3Error(thrown, { ...question, endpoint: this.#options.endpoint });
    }
  }

  /** The SDK costs start time and memory, which nobody pays who has no `s3://` location. */
  #connect(): Promise<Connected> {
    this.#connected ??= import("@aws-sdk/client-s3").then((sdk) => ({
      sdk,
      client: new sdk.S3Client(s3ClientConfig(this.#options, this.#options.timeoutMs)),
    }));
    return this.#connected;
  }
}
