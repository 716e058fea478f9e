import { Agent, request } from "node:http";
import process from "node:process";
import { Worker } from "node:worker_threads";
import { ownFile } from "../places.ts";
import type { OpenLoopWork } from "./open-loop-work.ts";

/** More than these on their way at once are given up as failed. */
const mostWaiting = 4096;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
let results: number[] = [];
let waiting = 0;

process.on("message", (message: OpenLoopWork | "take") => {
  if (message === "take") take();
  else start(message);
});

process.on("disconnect", () => process.exit());

function take(): void {
  process.send?.(Float64Array.from(results));
  results = [];
}

function start({ url, headers, body, rate }: OpenLoopWork): void {
  const target = new URL(url);
  const pacer = new Worker(ownFile("loads/pacer.ts"), { workerData: rate });
  pacer.on("message", (dueMs: number) => {
    if (waiting >= mostWaiting) results.push(dueMs, 0, 0);
    else send(dueMs);
  });
  const options = { method: "POST", agent, headers: { ...headers, "Content-Length": body.length } };

  function send(dueMs: number): void {
    waiting += 1;
    const done = (status: number): void => {
      waiting -= 1;
      results.push(dueMs, performance.timeOrigin + performance.now() - dueMs, status);
    };
    const sent = request(target, options, (response) => {
      response.resume();
      response.on("error", () => done(0));
      response.on("end", () => done(response.statusCode ?? 0));
    });
    sent.on("error", () => done(0));
    sent.end(body);
  }
}
