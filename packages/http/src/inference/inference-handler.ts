import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller, EncodedBody, PredictionLog } from "@switchyard/core";
import type { DataPlane, InferenceResponse } from "@switchyard/serving";
import type { Access } from "../access/access.ts";
import { methodNotAllowed } from "../method-not-allowed.ts";
import { parseTimeout } from "../parse-timeout.ts";
import { requestIdOf } from "../request-id.ts";
import { writeError } from "../write-error.ts";
import { answerUploads } from "./answer-uploads.ts";
import { modelHeaders, serverTiming } from "./answer-headers.ts";
import { readDecodedBody } from "./decoded-body.ts";
import { recordPrediction } from "./record-prediction.ts";
import { readBody } from "./read-body.ts";
import { notAnUpload, readUploads, uploadOf } from "./read-upload.ts";
import type { InferenceTarget } from "./target.ts";

/** What became of an inference request, for the access log. */
export interface Answered {
  readonly requestId: string;
  readonly url: string;
  readonly status: number;
  readonly durationMs: number;
}

export interface InferenceHandlerOptions {
  readonly dataPlane: DataPlane;
  readonly access: Access;
  readonly maxBodyBytes: number;
  /** How long a caller waits that does not say how long, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Keeps what was asked and answered, where anybody does. */
  readonly predictionLog: PredictionLog | undefined;
  /** Hears of every answer; leave it out where nobody listens. */
  readonly onAnswered: ((answered: Answered) => void) | undefined;
}

/** Answers inference requests, whether they come by the hot path or through Express. Never rejects. */
export class InferenceHandler {
  readonly #options: InferenceHandlerOptions;

  constructor(options: InferenceHandlerOptions) {
    this.#options = options;
  }

  async handle(req: IncomingMessage, res: ServerResponse, target: InferenceTarget): Promise<void> {
    const startMs = performance.now();
    const requestId = requestIdOf(req);
    try {
      if (req.method !== "POST") throw methodNotAllowed(req, res, "POST");
      const { response, asked } = await this.#infer(req, res, target);
      const totalMs = performance.now() - startMs;
      write(res, response, { requestId, totalMs });
      const { predictionLog } = this.#options;
      if (predictionLog)
        recordPrediction(predictionLog, { requestId, operation: target.operation, asked, response, totalMs });
    } catch (thrown) {
      writeError(res, thrown, { requestId });
    }
    const { onAnswered } = this.#options;
    onAnswered?.({
      requestId,
      url: req.url ?? "",
      status: res.statusCode,
      durationMs: performance.now() - startMs,
    });
  }

  async #infer(req: IncomingMessage, res: ServerResponse, target: InferenceTarget): Promise<Handled> {
    const { dataPlane, access, maxBodyBytes, requestTimeoutMs } = this.#options;
    access.checkData(req);
    const timeoutMs = parseTimeout(req.headers["x-request-timeout"], requestTimeoutMs);
    const caller = new Connection(res);
    const { ref, operation, namesFiles } = target;
    const contentType = req.headers["content-type"] ?? "";
    const isEncoded = req.headers["content-encoding"] !== undefined;
    const decoded = isEncoded ? await readDecodedBody(req, res, maxBodyBytes) : undefined;
    if (contentType.startsWith("multipart/form-data")) {
      const source = decoded ? uploadOf(req.headers, decoded) : req;
      const uploads = await readUploads(source, res, maxBodyBytes);
      const response = await answerUploads(uploads, { dataPlane, target, request: { timeoutMs, caller } });
      return { response, asked: uploads[0] };
    }
    if (namesFiles) throw notAnUpload(contentType);
    const body = decoded ?? (await readBody(req, maxBodyBytes));
    const response = await dataPlane.infer({ model: ref, operation, timeoutMs, caller, contentType, body });
    return { response, asked: { contentType, body } };
  }
}

interface Handled {
  readonly response: InferenceResponse;
  /** Of several files the first. */
  readonly asked: EncodedBody;
}

/** The caller is gone when its connection is. */
class Connection implements Caller {
  readonly #res: ServerResponse;

  constructor(res: ServerResponse) {
    this.#res = res;
  }

  get gone(): boolean {
    return this.#res.destroyed;
  }
}

interface WriteOptions {
  readonly requestId: string;
  readonly totalMs: number;
}

function write(
  res: ServerResponse,
  { model, answer }: InferenceResponse,
  { requestId, totalMs }: WriteOptions,
): void {
  if (res.destroyed) return;
  const { contentType, body } = answer;
  const headers = [
    "Content-Type",
    contentType,
    "Content-Length",
    String(body.length),
    "X-Request-Id",
    requestId,
    "Server-Timing",
    serverTiming(answer, totalMs),
    ...modelHeaders(model),
  ];
  res.writeHead(200, headers);
  // A text goes out in one piece with its head; bytes would be a second one.
  if (body.length <= largestText) res.end(latin1(body), "latin1");
  else res.end(body);
}

const largestText = 16 * 1024;

function latin1({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
}
