import type {
  EncodedRequest,
  EncodeRows,
  JointRequest,
  Outcome,
  Tensors,
  WorkerAnswer,
} from "@switchyard/core";
import { hasRows, rowCount } from "@switchyard/runtime";
import type { AnsweredBatch } from "./answer-batch.ts";
import type { LoadedModel } from "./loaded-model.ts";

/**
 * Answers requests that are alike as if they were one: read to one input, run once, each answered from its rows.
 * Undefined where they are not alike or anything fails: then each must be answered for itself.
 */
export async function answerTogether(
  requests: readonly EncodedRequest[],
  loaded: LoadedModel,
): Promise<AnsweredBatch | undefined> {
  const begunMs = performance.now();
  try {
    const joint = readTogether(requests, loaded);
    if (!joint) return undefined;
    const [feeds, ...others] = await loaded.model.prepare(joint.request.input);
    const total = sumOf(joint.rows);
    if (!feeds || others.length > 0 || !holdsRows(feeds, total)) return undefined;
    const startMs = performance.now();
    const outputs = await loaded.run(feeds, loaded.model.predictedOutputs);
    const ranMs = performance.now();
    const encode = holdsRows(outputs, total) ? encoderOf(joint, outputs, loaded) : undefined;
    if (!encode) return undefined;
    const answers = answersOf(joint.rows, encode, { total, inferMs: ranMs - startMs });
    const encodeMs = performance.now() - ranMs;
    return { answers, work: { decodeMs: startMs - begunMs, encodeMs, runRows: [total] } };
  } catch {
    // Whose fault it is will be told to each.
    return undefined;
  }
}

function readTogether(
  requests: readonly EncodedRequest[],
  { codecs, model, limits }: LoadedModel,
): JointRequest | undefined {
  const now = Date.now();
  const isUsual = ({ operation, deadlineMs }: EncodedRequest): boolean =>
    operation === "invocations" && now <= deadlineMs;
  const mostRows = limits.maxBatchRows;
  if (requests.length > mostRows || !requests.every(isUsual)) return undefined;
  return codecs.invocations.decodeTogether?.(requests, model.description, mostRows);
}

function encoderOf(
  { request }: JointRequest,
  outputs: Tensors,
  { codecs, model }: LoadedModel,
): EncodeRows | undefined {
  return codecs.invocations.rowEncoder?.(model.conclude([outputs], request.input.form), request);
}

interface Ran {
  readonly total: number;
  readonly inferMs: number;
}

function answersOf(
  rows: readonly number[],
  encode: EncodeRows,
  { total, inferMs }: Ran,
): readonly Outcome<WorkerAnswer>[] {
  let end = 0;
  return rows.map((each) => {
    const start = end;
    end += each;
    const { contentType, body } = encode({ start, end, total });
    return { ok: true, value: { contentType, body, inferMs } };
  });
}

function holdsRows(tensors: Tensors, rows: number): boolean {
  return hasRows(tensors) && rowCount(tensors) === rows;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
