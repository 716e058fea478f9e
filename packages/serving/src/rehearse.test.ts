import { duplexPair, type Duplex } from "node:stream";
import {
  emptyManifest,
  FrameSplitter,
  packFrame,
  type Frame,
  type Outcome,
  type WorkerAnswer,
} from "@switchyard/core";
import { test } from "vitest";
import { bareReady } from "./testing/bare-ready.ts";
import { WorkerLink } from "./worker-link.ts";

const body = '{"inputs":[[0]]}';
const form = { operation: "invocations", contentType: "application/json" } as const;

const ready = packFrame({ ...bareReady, rehearsal: { ...form, body } });

type BatchFrame = Extract<Frame, { readonly kind: "batch" }>;
type Meet = (far: Duplex, frame: BatchFrame) => void;

/** Starts a worker that is ready at once, and does this with what it is asked; tells of the bodies. */
async function started(
  meet: Meet,
): Promise<{ readonly link: WorkerLink; readonly asked: readonly string[] }> {
  const [near, far] = duplexPair();
  const exited = Promise.withResolvers<void>();
  const splitter = new FrameSplitter();
  const asked: string[] = [];
  near.on("error", () => near.destroy());
  far.on("error", () => far.destroy()).once("close", () => near.destroy());
  far.on("data", (piece: Buffer) => {
    for (const frame of splitter.push(piece)) {
      if (frame.kind !== "batch") continue;
      asked.push(...frame.requests.map((request) => Buffer.from(request.body).toString()));
      meet(far, frame);
    }
  });
  far.write(ready);
  const link = await WorkerLink.start({
    start: () => ({ pid: 0, link: near, exited: exited.promise, kill: () => exited.resolve() }),
    load: {
      directory: "/models/x",
      manifest: emptyManifest,
      served: { name: "x", version: "1" },
      options: { workers: 0, maxBatchRows: undefined, labels: undefined, json: "strict" },
    },
    inBackground: true,
    signal: AbortSignal.timeout(5000),
    onEnd: () => undefined,
    onLog: () => undefined,
  });
  return { link, asked };
}

function answering(answer: Outcome<WorkerAnswer>): Meet {
  return (far, { id, requests }) => {
    const work = { decodeMs: 0, encodeMs: 0, runRows: [1] };
    far.write(packFrame({ kind: "answers", id, work, answers: requests.map(() => answer) }));
  };
}

const right = answering({ ok: true, value: { ...form, body: Buffer.from("{}"), inferMs: 1 } });
const refusal = answering({ ok: false, error: { code: "invalid_request", message: "no" } });

test("a fresh worker is asked what it offers before it serves, which does not count", async ({ expect }) => {
  const { link, asked } = await started(right);
  expect(new Set(asked)).toEqual(new Set([body]));
  expect(asked.length).toBeGreaterThan(1);
  expect(link.answeredFrames).toBe(0);
});

test("one that refuses is asked no more, and serves", async ({ expect }) => {
  const { link, asked } = await started(refusal);
  expect(asked).toEqual([body]);
  expect(link.ready.threads).toBe(0);
});

test("one that dies over it has not loaded", async ({ expect }) => {
  await expect(started((far) => void far.destroy())).rejects.toMatchObject({ code: "load_failed" });
});
