import type { Caller, EncodedBody } from "@switchyard/core";
import type { ErrorAnswerOptions } from "../error-answer.ts";
import type { HttpAnswer } from "../http-answer.ts";
import type { RequestHead } from "../request-head.ts";
import type { Uploads } from "./read-upload.ts";
import type { InferenceTarget } from "./target.ts";

/** What was asked: a body, or the files of an upload. */
export type Asked = EncodedBody | Uploads;

/** An inference request and its answer, by whatever way they come and go. */
export interface Exchange {
  readonly head: RequestHead;
  readonly caller: Caller;
  /** Throws `method_not_allowed` unless it is a POST. */
  checkMethod(): void;
  /** What was asked, once all of it is there. */
  read(target: InferenceTarget): Asked | Promise<Asked>;
  write(answer: HttpAnswer): void;
  /** Answers with an error, or ends the connection where an answer has begun; tells the status. */
  refuse(thrown: unknown, options: ErrorAnswerOptions): number;
  /** Ends the connection: what there is to say cannot be said. */
  abandon(): void;
}
