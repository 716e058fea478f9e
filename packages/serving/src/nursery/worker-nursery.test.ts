import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { test } from "vitest";
import type { WorkerHost } from "@switchyard/core";
import type { WorkerCommand } from "../worker-process.ts";
import { WorkerNursery } from "./worker-nursery.ts";

/** A worker that sends back what it is sent, after its process id. */
const echo = `
  const link = new (require("node:net").Socket)({ fd: 3 });
  link.write(process.pid + " " + process.env.NAME + "\\n");
  link.pipe(link).on("end", () => process.exit());
`;
const running = (script: string): WorkerCommand => ({
  program: process.execPath,
  args: ["-e", script],
  env: { NAME: "child", NONE: undefined },
});
const echoing = running(echo);

/** Waits for a text on the link. */
async function heard({ link }: WorkerHost, expected: string): Promise<string> {
  let text = "";
  while (!text.includes(expected)) {
    const [piece] = await once(link, "data");
    text += String(piece);
  }
  return text;
}

/** Its process id, which may come to be known after its first words. */
async function pidOf(worker: WorkerHost): Promise<number> {
  while (worker.pid === 0) await turn();
  return worker.pid;
}

async function parentOf(worker: WorkerHost): Promise<number> {
  const pid = await pidOf(worker);
  return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

test("a worker gets what is written before it is there, answers, and ends with its link", async ({
  expect,
}) => {
  using nursery = new WorkerNursery();
  const worker = nursery.start(echoing);
  worker.link.write("x".repeat(100_000));
  worker.link.write("hello");
  const text = await heard(worker, "hello");
  const pid = await pidOf(worker);
  expect(text).toHaveLength(`${pid} child\n`.length + 100_005);
  expect(text).toContain(`${pid} child\n`);
  worker.link.end();
  await worker.exited;
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test("several at once are told apart, and are not children of this process", async ({ expect }) => {
  using nursery = new WorkerNursery();
  const workers = Array.from({ length: 5 }, () => nursery.start(echoing));
  const said = await Promise.all(workers.map((worker) => heard(worker, "\n")));
  const pids = await Promise.all(workers.map(pidOf));
  expect(said).toEqual(pids.map((pid) => `${pid} child\n`));
  const parents = new Set(await Promise.all(workers.map(parentOf)));
  expect(parents.size).toBe(1);
  expect(parents.has(process.pid)).toBe(false);
  for (const worker of workers) worker.kill();
  await Promise.all(workers.map(({ exited }) => exited));
});

test("many at once leave no listener each behind", async ({ expect }) => {
  const warnings: Error[] = [];
  const hear = (warning: Error): void => void warnings.push(warning);
  process.on("warning", hear);
  using nursery = new WorkerNursery();
  const workers = Array.from({ length: 12 }, () => nursery.start(echoing));
  await Promise.all(workers.map((worker) => heard(worker, "\n")));
  for (const worker of workers) worker.kill();
  await Promise.all(workers.map(({ exited }) => exited));
  process.off("warning", hear);
  expect(warnings).toEqual([]);
});

test("one that is killed before it has a process never lives long", async ({ expect }) => {
  using nursery = new WorkerNursery();
  const worker = nursery.start(running("setInterval(() => {}, 1000)"));
  worker.kill();
  await worker.exited;
  expect(worker.link.destroyed).toBe(true);
});

test("a program that cannot be started ends at once", async ({ expect }) => {
  using nursery = new WorkerNursery();
  const worker = nursery.start({ program: "/nowhere/program", args: [], env: {} });
  await worker.exited;
  expect(worker.pid).toBe(0);
});

test("when the nursery is killed its workers live on, and those asked for right then come from another", async ({
  expect,
}) => {
  using nursery = new WorkerNursery();
  const first = nursery.start(echoing);
  await heard(first, "\n");
  const nurseryPid = await parentOf(first);
  const before = nursery.start(echoing);
  process.kill(nurseryPid, "SIGKILL");
  const after = nursery.start(echoing);
  first.link.write("still here");
  await heard(first, "still here");
  for (const worker of [before, after]) {
    worker.link.write("welcome");
    await heard(worker, "welcome");
  }
  expect(await parentOf(after)).not.toBe(nurseryPid);
  for (const worker of [first, before, after]) worker.link.end();
  await Promise.all([first.exited, before.exited, after.exited]);
});

test("a nursery that is killed again and again is given up, and workers start all the same", async ({
  expect,
}) => {
  using nursery = new WorkerNursery();
  for (let time = 0; time < 22; time += 1) {
    const worker = nursery.start(echoing);
    await heard(worker, "\n");
    const parent = await parentOf(worker);
    if (parent !== process.pid) process.kill(parent, "SIGKILL");
    worker.kill();
    await worker.exited;
  }
  const last = nursery.start(echoing);
  await heard(last, "\n");
  expect(await parentOf(last)).toBe(process.pid);
  last.kill();
  await last.exited;
});
