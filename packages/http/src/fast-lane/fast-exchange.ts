import type { Caller } from "@switchyard/core";
import { errorAnswer, type ErrorAnswerOptions } from "../error-answer.ts";
import type { HttpAnswer } from "../http-answer.ts";
import type { Asked, Exchange } from "../inference/exchange.ts";
import { isUpload, notAnUpload, uploadsIn } from "../inference/read-upload.ts";
import type { InferenceTarget } from "../inference/target.ts";
import type { FastHead } from "./parse-head.ts";

/** The connection that a request came on. */
export interface AnswerTaker extends Caller {
  /** Writes the answer to what it is asked just now. */
  answer(answer: HttpAnswer): void;
  destroy(): void;
}

/** A request that has been read whole from its connection's bytes. */
export class FastExchange implements Exchange {
  readonly head: FastHead;
  readonly caller: Caller;
  readonly #body: Buffer;
  readonly #connection: AnswerTaker;
  #isAnswered = false;

  constructor(head: FastHead, body: Buffer, connection: AnswerTaker) {
    this.head = head;
    this.caller = connection;
    this.#body = body;
    this.#connection = connection;
  }

  /** Nothing but a POST comes here. */
  checkMethod(): void {}

  read({ namesFiles }: InferenceTarget): Asked | Promise<Asked> {
    const { headers } = this.head;
    const { "content-type": contentType = "" } = headers;
    if (isUpload(contentType)) return uploadsIn(headers, this.#body);
    if (namesFiles) throw notAnUpload(contentType);
    return { contentType, body: this.#body };
  }

  write(answer: HttpAnswer): void {
    if (this.#isAnswered) return this.abandon();
    this.#connection.answer(answer);
    this.#isAnswered = true;
  }

  refuse(thrown: unknown, options: ErrorAnswerOptions): number {
    const answer = errorAnswer(thrown, options);
    this.write(answer);
    return answer.status;
  }

  abandon(): void {
    this.#connection.destroy();
  }
}
