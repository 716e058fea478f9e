import type { ModelDescription } from "../model.ts";
import type { ModelInput } from "../model-input.ts";
import type { ModelAnswer } from "../prediction.ts";
import type { RowRange } from "../tensor.ts";
import type { Operation } from "./servable-model.ts";

/** What a codec reads: bytes and what their sender says they are. */
export interface EncodedBody {
  /** The whole `Content-Type` header; empty when there was none. */
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** What a request carries, and what its sender set beside it. */
export interface DecodedRequest {
  readonly input: ModelInput;
  /** Inference parameters, checked against the signature; empty when the model has none. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Whether the sender gave one thing where a list could stand; codecs that answer alike read it. */
  readonly single: boolean;
  /** Whether the data came without an envelope, so that the answer has none either. */
  readonly bare?: boolean;
  /** What a request of the Open Inference Protocol asked of its answer. */
  readonly asked?: AskedTensors;
}

/** Which tensors an answer holds, and how. */
export interface AskedTensors {
  /** Comes back in the answer. */
  readonly id: string | undefined;
  readonly outputs: readonly AskedTensor[];
}

export interface AskedTensor {
  readonly name: string;
  /** As bytes behind the JSON, instead of in it. */
  readonly binary: boolean;
}

/** Requests that were read as one, the rows of each below those of the one before. */
export interface JointRequest {
  readonly request: DecodedRequest;
  /** How many rows each of them has. */
  readonly rows: readonly number[];
}

/** Turns the bodies of one operation into model inputs that fit the signature, and answers into bytes. */
export interface Codec {
  readonly operation: Operation;
  /** Loads what decoding a body of this content type needs; undefined when nothing is to be waited for. */
  load(contentType: string): Promise<void> | undefined;
  /** Throws `unsupported_media_type`, `invalid_request` or `schema_mismatch`, naming field, row and expectation. */
  decode(body: EncodedBody, model: ModelDescription): DecodedRequest;
  encode(answer: ModelAnswer, request: DecodedRequest, model: ModelDescription): EncodedBody;
  /** Reads bodies that are alike as one, of no more rows than these; undefined where each must be read for itself. */
  decodeTogether?(
    bodies: readonly EncodedBody[],
    model: ModelDescription,
    mostRows: number,
  ): JointRequest | undefined;
  /** How requests like this one are answered, each from its rows of one answer; for codecs that answer by rows. */
  rowEncoder?(answer: ModelAnswer, request: DecodedRequest): EncodeRows;
}

/** Writes an answer from these rows of what its request shared with others. */
export type EncodeRows = (rows: RowRange) => EncodedBody;
