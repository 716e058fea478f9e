import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "@switchyard/core";
import type { ErrorAnswerOptions } from "../error-answer.ts";
import type { HttpAnswer } from "../http-answer.ts";
import { methodNotAllowed } from "../method-not-allowed.ts";
import type { RequestHead } from "../request-head.ts";
import { writeAnswer } from "../write-answer.ts";
import { writeError } from "../write-error.ts";
import { readDecodedBody } from "./decoded-body.ts";
import type { Asked, Exchange } from "./exchange.ts";
import { readBody } from "./read-body.ts";
import { isUpload, notAnUpload, readUploads, uploadsIn } from "./read-upload.ts";
import type { InferenceTarget } from "./target.ts";

/** A request that came through Node's HTTP server, of any method and with any kind of body. */
export class NodeExchange implements Exchange, Caller {
  readonly head: RequestHead;
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  readonly #maxBodyBytes: number;

  constructor(req: IncomingMessage, res: ServerResponse, maxBodyBytes: number) {
    this.head = { url: req.url ?? "", headers: req.headers };
    this.#req = req;
    this.#res = res;
    this.#maxBodyBytes = maxBodyBytes;
  }

  get caller(): Caller {
    return this;
  }

  /** The caller is gone when its connection is. */
  get gone(): boolean {
    return this.#res.destroyed;
  }

  checkMethod(): void {
    if (this.#req.method !== "POST") throw methodNotAllowed(this.#req, this.#res, "POST");
  }

  async read({ namesFiles }: InferenceTarget): Promise<Asked> {
    const req = this.#req;
    const res = this.#res;
    const maxBytes = this.#maxBodyBytes;
    const { "content-type": contentType = "", "content-encoding": coding } = req.headers;
    const decoded = coding === undefined ? undefined : await readDecodedBody(req, res, maxBytes);
    if (isUpload(contentType))
      return await (decoded ? uploadsIn(req.headers, decoded) : readUploads(req, maxBytes));
    if (namesFiles) throw notAnUpload(contentType);
    return { contentType, body: decoded ?? (await readBody(req, maxBytes)) };
  }

  write(answer: HttpAnswer): void {
    writeAnswer(this.#res, answer);
  }

  refuse(thrown: unknown, options: ErrorAnswerOptions): number {
    writeError(this.#res, thrown, options);
    return this.#res.statusCode;
  }

  abandon(): void {
    this.#res.destroy();
  }
}
