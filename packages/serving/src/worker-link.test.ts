import { duplexPair, PassThrough, type Duplex } from "node:stream";
import {
  emptyManifest,
  FrameSplitter,
  packFrame,
  type Frame,
  type LoadFrame,
  type ModelManifest,
  type StartWorker,
} from "@switchyard/core";
import { test } from "vitest";
import { bareReady } from "./testing/bare-ready.ts";
import { WorkerLink } from "./worker-link.ts";

const manifest: ModelManifest = { ...emptyManifest, flavors: { onnx: {} } };
const options = { workers: 0, maxBatchRows: undefined, labels: undefined, json: "strict" } as const;

function load(own: Partial<ModelManifest>): Omit<LoadFrame, "kind"> {
  const served = { name: "x", version: "1" };
  return { directory: "/models/x", manifest: { ...manifest, ...own }, served, options };
}

/** Workers that only listen, and what each was told. */
function listeners(): { readonly start: StartWorker; readonly told: Frame[][] } {
  const told: Frame[][] = [];
  const start: StartWorker = () => {
    const frames: Frame[] = [];
    told.push(frames);
    const splitter = new FrameSplitter();
    const link = new PassThrough({
      transform: (piece: Buffer, _encoding, done) => {
        frames.push(...splitter.push(piece));
        done();
      },
    });
    const exited = Promise.withResolvers<void>();
    return { pid: 0, link, exited: exited.promise, kill: () => exited.resolve() };
  };
  return { start, told };
}

const rest = { signal: AbortSignal.timeout(1000), onEnd: () => undefined, onLog: () => undefined };

test("a load that cannot be told starts no worker", async ({ expect }) => {
  const { start, told } = listeners();
  const metadata: Record<string, unknown> = {};
  metadata["itself"] = metadata;
  await expect(WorkerLink.start({ start, load: load({ metadata }), ...rest })).rejects.toThrow("circular");
  expect(told).toEqual([]);
});

test("a worker is told defaults that no double holds", async ({ expect }) => {
  const { start, told } = listeners();
  const k = {
    name: "k",
    type: { kind: "scalar", type: "long" },
    default: 9007199254740993n,
    list: false,
  } as const;
  const signature = { inputs: undefined, outputs: undefined, params: [k] };
  const signal = AbortSignal.abort();
  await expect(WorkerLink.start({ start, load: load({ signature }), ...rest, signal })).rejects.toMatchObject(
    { code: "load_failed" },
  );
  expect(told).toMatchObject([[{ kind: "load", manifest: { signature: { params: [k] } } }]]);
});

/** A worker that is ready, and its end of the link. */
async function ready(): Promise<{
  readonly link: WorkerLink;
  readonly far: Duplex;
  readonly ended: Promise<void>;
}> {
  const [near, far] = duplexPair();
  const exited = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  near.on("error", () => near.destroy());
  far.on("error", () => far.destroy()).once("close", () => near.destroy());
  far.write(packFrame(bareReady));
  const link = await WorkerLink.start({
    start: () => ({ pid: 0, link: near, exited: exited.promise, kill: () => exited.resolve() }),
    load: load({}),
    ...rest,
    onEnd: () => ended.resolve(),
  });
  return { link, far, ended: ended.promise };
}

test.for([
  ["died", ({ far }) => void far.destroy()],
  ["hung", ({ link }) => link.kill()],
  ["protocol", ({ far }) => void far.write(Buffer.from([1, 0, 0, 0, 99]))],
] as const satisfies readonly (readonly [string, (worker: Awaited<ReturnType<typeof ready>>) => void])[])(
  "knows how a worker ended: %s",
  async ([reason, end], { expect }) => {
    const worker = await ready();
    end(worker);
    await worker.ended;
    expect(worker.link.endReason).toBe(reason);
  },
);
