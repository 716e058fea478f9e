import { setImmediate as nextTurn } from "node:timers/promises";
import { FrameSplitter, packFrame, type EncodedRequest, type Frame } from "@switchyard/core";
import { expect, test } from "vitest";
import type { AnsweredBatch } from "./answer-batch.ts";
import { FrameQueue, type BatchFrame } from "./frame-queue.ts";

test("answers together what came together, each frame by its own", async () => {
  const { queue, runs, sent } = startQueue();
  queue.add(frameOf(1, "a", "b"));
  queue.add(frameOf(2, "c"));
  await queue.drain();
  expect(runs).toEqual([["a", "b", "c"]]);
  expect(sent).toEqual([["answers 1: A B", "answers 2: C"]]);
});

test("lets frames pile up while the model is at work", async () => {
  const { queue, runs, finish } = startQueue({ isHeld: true });
  queue.add(frameOf(1, "a"));
  await nextTurn();
  for (const [id, body] of ["b", "c", "d"].entries()) queue.add(frameOf(id + 2, body));
  await nextTurn();
  expect(runs).toEqual([["a"]]);
  finish();
  await queue.drain();
  expect(runs).toEqual([["a"], ["b", "c", "d"]]);
});

test("takes no more requests together than are wanted, but whole frames", async () => {
  const { queue, runs } = startQueue({ maxRequests: 3 });
  queue.add(frameOf(1, "a", "b", "c", "d"));
  queue.add(frameOf(2, "e", "f"));
  queue.add(frameOf(3, "g"));
  queue.add(frameOf(4, "h"));
  await queue.drain();
  expect(runs).toEqual([["a", "b", "c", "d"], ["e", "f", "g"], ["h"]]);
});

test("works at as many batches as there are lanes", async () => {
  const { queue, runs, finish } = startQueue({ isHeld: true, lanes: 2, maxRequests: 1 });
  for (const [id, body] of ["a", "b", "c"].entries()) queue.add(frameOf(id, body));
  await nextTurn();
  expect(runs).toEqual([["a"], ["b"]]);
  finish();
  await queue.drain();
  expect(runs).toEqual([["a"], ["b"], ["c"]]);
});

test("keeps no memory of a large request that was answered", async () => {
  const { queue, sent } = startQueue();
  const frame = arrived("a".repeat(100_000));
  queue.add(frame);
  await queue.drain();
  expect(sent).toEqual([[`answers 1: ${"A".repeat(100_000)}`]]);
  expect(frame.requests.map(({ body }) => body.length)).toEqual([0]);
});

test("says that it has an announced frame in hand, and works at that alone", async () => {
  const { queue, runs, sent } = startQueue();
  queue.add({ ...frameOf(1, "a"), announce: true });
  queue.add(frameOf(2, "b"));
  await queue.drain();
  expect(runs).toEqual([["a"], ["b"]]);
  expect(sent).toEqual([["begun 1"], ["answers 1: A"], ["answers 2: B"]]);
});

test("works at several large frames where there are lanes for them, each by itself", async () => {
  const { queue, runs } = startQueue({ lanes: 2 });
  const [one, other] = ["x".repeat(300_000), "y".repeat(300_000)] as const;
  queue.add(frameOf(1, one));
  queue.add(frameOf(2, other));
  await nextTurn();
  expect(runs).toEqual([[one], [other]]);
  await queue.drain();
});

test("lets small frames go past large ones", async () => {
  const { queue, sent, finish } = startQueue({ isHeld: true, lanes: 1, heldBody: "x".repeat(300_000) });
  queue.add(frameOf(1, "x".repeat(300_000)));
  queue.add(frameOf(2, "x".repeat(300_000)));
  queue.add(frameOf(3, "a"));
  await nextTurn();
  await nextTurn();
  expect(sent).toEqual([["answers 3: A"]]);
  finish();
  await queue.drain();
  expect(sent).toHaveLength(3);
});

interface QueueSettings {
  readonly maxRequests?: number;
  readonly lanes?: number;
  /** Whether the first runs wait until they may finish. */
  readonly isHeld?: boolean;
  /** The only body that is held. */
  readonly heldBody?: string;
}

interface StartedQueue {
  readonly queue: FrameQueue;
  /** The bodies of each run. */
  readonly runs: string[][];
  /** What was sent at once. */
  readonly sent: string[][];
  readonly finish: () => void;
}

/** A queue for a model that answers with capital letters. */
function startQueue({
  maxRequests = 64,
  lanes = 1,
  isHeld = false,
  heldBody,
}: QueueSettings = {}): StartedQueue {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  const runs: string[][] = [];
  const sent: string[][] = [];
  const answer = async (requests: readonly EncodedRequest[]): Promise<AnsweredBatch> => {
    const bodies = requests.map(({ body }) => Buffer.from(body).toString());
    runs.push(bodies);
    if (isHeld && (heldBody === undefined || bodies.includes(heldBody))) await finished;
    const answers = bodies.map((body): AnsweredBatch["answers"][number] => ({
      ok: true,
      value: { ...answered, body: Buffer.from(body.toUpperCase()) },
    }));
    return { answers, work: { decodeMs: 0, encodeMs: 0, runRows: [bodies.length] } };
  };
  const send = (frames: readonly Frame[]): void => void sent.push(frames.map(told));
  return {
    queue: new FrameQueue({ answer, send, maxRequests: () => maxRequests, lanes, largeLanes: lanes }),
    runs,
    sent,
    finish,
  };
}

const answered = { contentType: "text/plain", inferMs: 0 };

function frameOf(id: number, ...bodies: readonly string[]): BatchFrame {
  const requests = bodies.map((body): EncodedRequest => ({
    operation: "invocations",
    contentType: "",
    deadlineMs: 0,
    body: Buffer.from(body),
  }));
  return { kind: "batch", id, announce: false, requests };
}

/** A frame of one large request, as it comes off the link. */
function arrived(body: string): BatchFrame {
  const bytes = Buffer.from(packFrame(frameOf(1, body)));
  const splitter = new FrameSplitter();
  const [frame] = [bytes.subarray(0, 10), bytes.subarray(10)].flatMap((piece) => splitter.push(piece));
  if (frame?.kind !== "batch") throw new Error("expected a batch");
  return frame;
}

function told(frame: Frame): string {
  if (frame.kind === "begun") return `begun ${frame.id}`;
  if (frame.kind !== "answers") return frame.kind;
  const bodies = frame.answers.map((each) =>
    each.ok ? Buffer.from(each.value.body).toString() : each.error.code,
  );
  return `answers ${frame.id}: ${bodies.join(" ")}`;
}
