import { setTimeout as delay } from "node:timers/promises";
import type { PredictionEntry, PredictionSink } from "@switchyard/core";
import { expect, test } from "vitest";
import { takeBody, type TakenPrediction } from "./entry-of.ts";
import { testVersion } from "../testing/test-version.ts";
import { PredictionWriter, type WriterProgress } from "./prediction-writer.ts";

function prediction(requestId: string): TakenPrediction {
  const body = takeBody({ contentType: "application/json", body: Buffer.from("1") }, 10);
  const asked = { asked: body, answered: body, durationMs: 1, time: 0 };
  return { requestId, model: testVersion, digest: "", columns: [], operation: "predict", ...asked };
}

/** Fails as often as it is told to, then keeps what it gets. */
class Shelf implements PredictionSink {
  readonly maxEntries: number = 2;
  readonly batches: string[][] = [];
  failures = 0;
  isHanging = false;

  async write(entries: readonly PredictionEntry[], signal: AbortSignal): Promise<void> {
    if (this.isHanging) await delay(60_000, undefined, { signal });
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error("the shelf is full");
    }
    this.batches.push(entries.map(({ request_id }) => request_id));
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

interface Tried {
  readonly shelf: Shelf;
  readonly writer: PredictionWriter;
  readonly last: () => WriterProgress | undefined;
  /** Resolves once so many are done with. */
  readonly done: (count: number) => Promise<void>;
}

function nobody(): void {}

function writerOf(): Tried {
  const shelf = new Shelf();
  const heard: WriterProgress[] = [];
  let hear = nobody;
  const writer = new PredictionWriter({
    sink: shelf,
    protection: { redact: [], hash: [], hashKey: "" },
    writeTimeoutMs: 50,
    maxTries: 3,
    retryDelayMs: 1,
    onProgress: (progress) => {
      heard.push(progress);
      hear();
    },
  });
  const last = (): WriterProgress | undefined => heard.at(-1);
  const done = async (count: number): Promise<void> => {
    const enough = (): boolean => (last()?.written ?? 0) + (last()?.dropped ?? 0) >= count;
    await new Promise<void>((resolve) => {
      hear = () => enough() && resolve();
      hear();
    });
  };
  return { shelf, writer, last, done };
}

test("brings all of them in their order, as many at a time as the sink takes", async () => {
  const { shelf, writer, done, last } = writerOf();
  for (const id of ["a", "b", "c"]) writer.take(prediction(id));
  await done(3);
  expect(shelf.batches.flat()).toEqual(["a", "b", "c"]);
  expect(last()).toEqual({ written: 3, dropped: 0, failure: undefined });
});

test("tries again, and loses nothing and doubles nothing", async () => {
  const { shelf, writer, done, last } = writerOf();
  shelf.failures = 2;
  for (const id of ["a", "b", "c"]) writer.take(prediction(id));
  await done(3);
  expect(shelf.batches.flat()).toEqual(["a", "b", "c"]);
  expect(last()).toEqual({ written: 3, dropped: 0, failure: undefined });
});

test("drops what cannot be written, says why, and goes on with the next", async () => {
  const { shelf, writer, done, last } = writerOf();
  shelf.failures = 3;
  writer.take(prediction("a"));
  await done(1);
  expect(last()).toEqual({ written: 0, dropped: 1, failure: "the shelf is full" });
  writer.take(prediction("b"));
  await done(2);
  expect(shelf.batches).toEqual([["b"]]);
  expect(last()).toEqual({ written: 1, dropped: 1, failure: undefined });
});

test("a sink that hangs is given up", async () => {
  const { shelf, writer, done, last } = writerOf();
  shelf.isHanging = true;
  writer.take(prediction("a"));
  await done(1);
  expect(last()).toMatchObject({ dropped: 1, failure: expect.stringContaining("abort") });
});

test("the end writes what waits, but waits for nobody longer than it may", async () => {
  const { shelf, writer, last } = writerOf();
  for (const id of ["a", "b", "c"]) writer.take(prediction(id));
  await writer.end(AbortSignal.timeout(1000));
  expect(shelf.batches.flat()).toEqual(["a", "b", "c"]);
  const late = writerOf();
  late.shelf.isHanging = true;
  late.writer.take(prediction("a"));
  await late.writer.end(AbortSignal.abort());
  expect(late.last()).toMatchObject({ written: 0, dropped: 1 });
  expect(last()).toMatchObject({ written: 3, dropped: 0 });
});
