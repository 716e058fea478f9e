import {
  GatewayError,
  type Codec,
  type DecodedRequest,
  type EncodedRequest,
  type ErrorRecord,
  type FrameWork,
  type Outcome,
  type Tensors,
  type WorkerAnswer,
} from "@switchyard/core";
import { rowCount, runRows, type RowBatcherOptions } from "@switchyard/runtime";
import { answerTogether } from "./answer-together.ts";
import type { LoadedModel } from "./loaded-model.ts";

/** A request on its way through the worker. */
interface Job {
  readonly codec: Codec;
  readonly decoded: DecodedRequest;
  readonly feeds: readonly Tensors[];
}

/** The answers to requests, in their order, and what was done for them. */
export interface AnsweredBatch {
  readonly answers: readonly Outcome<WorkerAnswer>[];
  readonly work: FrameWork;
}

type Started = Outcome<Job> | Promise<Outcome<Job>>;

/** Decodes requests, runs their rows together, encodes each answer; a bad one harms itself alone. */
export async function answerBatch(
  requests: readonly EncodedRequest[],
  loaded: LoadedModel,
): Promise<AnsweredBatch> {
  const together = requests.length > 1 ? await answerTogether(requests, loaded) : undefined;
  return together ?? (await answerEach(requests, loaded));
}

async function answerEach(requests: readonly EncodedRequest[], loaded: LoadedModel): Promise<AnsweredBatch> {
  const begunMs = performance.now();
  const started = requests.map((request) => start(request, loaded));
  const jobs = started.some(isPromise)
    ? await Promise.all(started.map((each) => Promise.resolve(each)))
    : started.filter(isOutcome);
  const feeds = jobs.flatMap((job) => (job.ok ? job.value.feeds : []));
  const startMs = performance.now();
  const rowsOfRuns: number[] = [];
  const wanted = requests.every(isForPrediction) ? loaded.model.predictedOutputs : undefined;
  const outputs = await runRows(feeds, runOptions(loaded, rowsOfRuns, wanted));
  const ranMs = performance.now();
  const inferMs = ranMs - startMs;
  let next = 0;
  const answers = jobs.map((job) => {
    if (!job.ok) return job;
    const own = outputs.slice(next, next + job.value.feeds.length);
    next += own.length;
    return finish(job.value, own, { loaded, inferMs });
  });
  const encodeMs = performance.now() - ranMs;
  return { answers, work: { decodeMs: startMs - begunMs, encodeMs, runRows: rowsOfRuns } };
}

function runOptions(
  { run, limits: { maxBatchRows, maxRunRows }, ready: { threads } }: LoadedModel,
  rowsOfRuns: number[],
  wanted: readonly string[] | undefined,
): RowBatcherOptions {
  const counted: RowBatcherOptions["run"] = (inputs) => {
    rowsOfRuns.push(rowCount(inputs));
    return run(inputs, wanted);
  };
  return { run: counted, maxBatchRows, maxRunRows, maxRuns: Math.max(1, threads) };
}

/** Whether the answer holds nothing but what the model predicts. */
function isForPrediction({ operation }: EncodedRequest): boolean {
  return operation === "invocations";
}

function start(request: EncodedRequest, loaded: LoadedModel): Started {
  const loading = loaded.codecs[request.operation].load(request.contentType);
  if (loading) return loading.then(() => prepare(request, loaded), failed);
  return prepare(request, loaded);
}

function prepare(request: EncodedRequest, { codecs, model }: LoadedModel): Started {
  try {
    if (Date.now() > request.deadlineMs)
      throw new GatewayError("deadline_exceeded", "waited too long for the model");
    const codec = codecs[request.operation];
    const decoded = codec.decode(request, model.description);
    const feeds = model.prepare(decoded.input);
    if (feeds instanceof Promise)
      return feeds.then((each) => ({ ok: true, value: { codec, decoded, feeds: each } }) as const, failed);
    return { ok: true, value: { codec, decoded, feeds } };
  } catch (thrown) {
    return failed(thrown);
  }
}

interface Finish {
  readonly loaded: LoadedModel;
  readonly inferMs: number;
}

function finish(
  job: Job,
  runs: readonly Outcome<Tensors>[],
  { loaded, inferMs }: Finish,
): Outcome<WorkerAnswer> {
  const outputs: Tensors[] = [];
  for (const run of runs) {
    if (!run.ok) return run;
    outputs.push(run.value);
  }
  try {
    const { asked, input } = job.decoded;
    // Tensors go out by their names, whatever form they came in.
    const answer = loaded.model.conclude(outputs, asked ? "named" : input.form);
    const { contentType, body } = job.codec.encode(answer, job.decoded, loaded.model.description);
    return { ok: true, value: { contentType, body, inferMs } };
  } catch (thrown) {
    return failed(thrown);
  }
}

function failed(thrown: unknown): { readonly ok: false; readonly error: ErrorRecord } {
  return { ok: false, error: GatewayError.from(thrown).toRecord() };
}

function isPromise(started: Started): started is Promise<Outcome<Job>> {
  return started instanceof Promise;
}

function isOutcome(started: Started): started is Outcome<Job> {
  return !(started instanceof Promise);
}
