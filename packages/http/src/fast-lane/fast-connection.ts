import type { Socket } from "node:net";
import { giveBack, markLone } from "@switchyard/core";
import type { HttpAnswer } from "../http-answer.ts";
import type { InferenceHandler } from "../inference/inference-handler.ts";
import type { FindTarget, InferenceTarget } from "../inference/target.ts";
import { largestText, latin1 } from "../write-answer.ts";
import { answerText } from "./answer-text.ts";
import { FastExchange, type AnswerTaker } from "./fast-exchange.ts";
import { HeadReader } from "./head-reader.ts";
import type { FastHead } from "./parse-head.ts";

/**
 * `unused` before its first request, `idle` between two, `receiving` a body, `answering`, `blocked` while what was
 * written is not taken or the next request waits for its turn, `left` when it is the lane's no more.
 */
export type ConnectionState = "unused" | "idle" | "receiving" | "answering" | "blocked" | "left";

export interface FastConnectionOptions {
  readonly inference: InferenceHandler;
  readonly findTarget: FindTarget;
  readonly maxBodyBytes: number;
  /** Whether an answer is the last one of its connection. */
  readonly isStopping: () => boolean;
  /** How many seconds callers are told that a connection may be idle. */
  readonly keepAliveSeconds: number;
  /** Takes a connection, with the bytes that have come and nobody has answered. */
  readonly handOver: (socket: Socket, bytes: Buffer) => void;
  /** Hears once that a connection is closed or handed over. */
  readonly onLeft: (connection: FastConnection) => void;
}

interface Arriving {
  readonly head: FastHead;
  readonly target: InferenceTarget;
  /** What of the body has come; memory for the rest is taken when that comes. */
  readonly pieces: Buffer[];
  missingBytes: number;
}

const nothing: Buffer = Buffer.alloc(0);

/** A connection whose plain inference requests are answered straight from its bytes, one at a time. */
export class FastConnection implements AnswerTaker {
  readonly #socket: Socket;
  readonly #options: FastConnectionOptions;
  readonly #heads: HeadReader;
  #state: ConnectionState = "unused";
  #sinceMs = Date.now();
  #arriving: Arriving | undefined;
  /** What came before it was its turn. */
  #held = nothing;

  constructor(socket: Socket, options: FastConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#heads = new HeadReader(options.maxBodyBytes);
    for (const [event, listener] of this.#listeners()) socket.on(event, listener);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Since when it has been unused, idle or receiving, in milliseconds since the epoch. */
  get sinceMs(): number {
    return this.#sinceMs;
  }

  /** The caller is gone when its connection is. */
  get gone(): boolean {
    return this.#socket.writableEnded || this.#socket.destroyed;
  }

  answer(answer: HttpAnswer): void {
    if (this.gone) return;
    const isLast = this.#options.isStopping();
    const isTaken = this.#send(answer, isLast);
    if (isLast) this.close();
    else if (!isTaken) this.#state = "blocked";
    else if (this.#held.length > 0) this.#nextSoon();
    else this.#rest("idle");
  }

  /** Ends it once what was written is gone. */
  close(): void {
    this.#state = "left";
    this.#arriving = undefined;
    this.#socket.destroySoon();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Tells a caller that takes too long with its request, and ends. */
  timeOut(): void {
    this.#socket.write("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n", "latin1");
    this.close();
  }

  readonly #onData = (piece: Buffer): void => {
    try {
      if (this.#state === "unused" || this.#state === "idle") this.#begin(piece);
      else if (this.#arriving) this.#fill(this.#arriving, piece);
      else this.#hold(piece);
    } catch {
      this.destroy();
    }
  };

  /** As Node's own server does: who ends is not answered any more. */
  readonly #onEnd = (): void => void this.#socket.end();

  readonly #onDrain = (): void => {
    if (this.#state === "blocked") this.#next();
  };

  readonly #onClose = (): void => this.#leave();

  #listeners() {
    return [
      ["data", this.#onData],
      ["end", this.#onEnd],
      ["drain", this.#onDrain],
      ["error", ignore],
      ["close", this.#onClose],
    ] as const;
  }

  #begin(bytes: Buffer): void {
    const head = this.#heads.read(bytes);
    const target = head && this.#targetOf(head.url);
    if (!target) return this.#handOver(bytes);
    const end = head.sizeBytes + head.bodyBytes;
    if (bytes.length < end) return this.#receive(head, target, bytes.subarray(head.sizeBytes));
    this.#held = bytes.length === end ? nothing : bytes.subarray(end);
    this.#ask(head, target, bytes.subarray(head.sizeBytes, end));
  }

  /** What is wrong with a path, Node's server says. */
  #targetOf(url: string): InferenceTarget | undefined {
    try {
      return this.#options.findTarget(url);
    } catch {
      return undefined;
    }
  }

  #receive(head: FastHead, target: InferenceTarget, piece: Buffer): void {
    this.#arriving = { head, target, pieces: [piece], missingBytes: head.bodyBytes - piece.length };
    this.#rest("receiving");
  }

  #fill(arriving: Arriving, piece: Buffer): void {
    const { head, target, pieces, missingBytes } = arriving;
    arriving.missingBytes -= piece.length;
    pieces.push(piece);
    if (arriving.missingBytes > 0) return;
    this.#arriving = undefined;
    const body = Buffer.concat(pieces, head.bodyBytes);
    if (body.length === body.buffer.byteLength) markLone(body.buffer);
    if (missingBytes < piece.length) this.#held = piece.subarray(missingBytes);
    else giveBackPieces(pieces, head.sizeBytes);
    this.#ask(head, target, body);
  }

  #ask(head: FastHead, target: InferenceTarget, body: Buffer): void {
    this.#state = "answering";
    void this.#options.inference.handle(new FastExchange(head, body, this), target);
  }

  /** Reads no further than the caller waits for answers. */
  #hold(piece: Buffer): void {
    if (this.#state === "left") return;
    this.#held = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    this.#socket.pause();
  }

  /** Whether it was taken at once. */
  #send(answer: HttpAnswer, isLast: boolean): boolean {
    const head = answerText(answer, isLast ? "close" : this.#options.keepAliveSeconds);
    const { body } = answer;
    if (body.length <= largestText) return this.#socket.write(head + latin1(body), "latin1");
    this.#socket.cork();
    this.#socket.write(head, "latin1");
    const isTaken = this.#socket.write(body);
    this.#socket.uncork();
    return isTaken;
  }

  /** Not at once, lest a caller that sends much keep others waiting. */
  #nextSoon(): void {
    this.#state = "blocked";
    setImmediate(this.#onDrain);
  }

  #next(): void {
    if (this.gone) return;
    const bytes = this.#held;
    this.#held = nothing;
    this.#state = "idle";
    if (bytes.length > 0) this.#onData(bytes);
    else this.#rest("idle");
    if (this.#held.length === 0 && this.#socket.isPaused()) this.#socket.resume();
  }

  #rest(state: "idle" | "receiving"): void {
    this.#state = state;
    this.#sinceMs = Date.now();
  }

  #handOver(bytes: Buffer): void {
    const socket = this.#socket;
    for (const [event, listener] of this.#listeners()) socket.off(event, listener);
    const pieces = [bytes];
    while (socket.readableLength > 0) pieces.push(socket.read());
    if (socket.isPaused()) socket.resume();
    this.#leave();
    this.#options.handOver(socket, Buffer.concat(pieces));
  }

  #leave(): void {
    this.#state = "left";
    this.#options.onLeft(this);
  }
}

/** Frees pieces that hold nothing else; in front of the first one stands the head. */
function giveBackPieces(pieces: readonly Buffer[], headBytes: number): void {
  for (const [index, { buffer, byteOffset, length }] of pieces.entries()) {
    const start = index === 0 ? headBytes : 0;
    if (byteOffset === start && byteOffset + length === buffer.byteLength) giveBack(buffer);
  }
}

function ignore(): void {}
