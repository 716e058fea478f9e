import type { AnsweredLine, RequestIdentity, RequestLog } from "@switchyard/core";
import type { MainLink } from "@switchyard/serving";

/** Tells of a front's requests by the main process, which alone writes the log. */
export class FrontRequestLog implements RequestLog {
  /** The part of the answers that are told. */
  share = 0;
  readonly #main: MainLink;

  constructor(main: MainLink) {
    this.#main = main;
  }

  wants(): boolean {
    return this.share === 1 || (this.share > 0 && Math.random() < this.share);
  }

  answered(line: AnsweredLine): void {
    this.#main.tell({ kind: "answered line", line });
  }

  failed(reason: string, request: RequestIdentity): void {
    this.#main.tell({ kind: "failed line", reason, request });
  }
}
