import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

const [, , url = "", body = "", rate = "1"] = process.argv;
const target = new URL(url);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const gapMs = 1000 / Number(rate);
let results: unknown[] = [];
let isStopped = false;
let waiting = 0;

/** Latency counts from the sending: what comes late here is no fault of the answering, as nothing here waits for it. */
function send(): void {
  const sentMs = performance.timeOrigin + performance.now();
  waiting += 1;
  const done = (status: number, version: string, text: string): void => {
    waiting -= 1;
    results.push([sentMs, performance.timeOrigin + performance.now() - sentMs, status, version, text]);
    if (isStopped && waiting === 0) report();
  };
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const sent = request(target, { method: "POST", agent, headers }, (response) => {
    let text = "";
    response.setEncoding("utf8");
    response.on("data", (piece: string) => (text += piece));
    response.on("error", (error) => done(0, "", error.message));
    response.on("end", () =>
      done(response.statusCode ?? 0, String(response.headers["x-model-version"]), text),
    );
  });
  sent.on("error", (error) => done(0, "", error.message));
  sent.end(body);
}

function report(): void {
  process.send?.(results);
  results = [];
}

process.on("message", (message) => {
  isStopped ||= message === "stop";
  if (!isStopped || waiting === 0) report();
});

const startMs = performance.timeOrigin + performance.now();
for (let count = 0; ; count += 1) {
  const dueMs = startMs + count * gapMs;
  const waitMs = dueMs - (performance.timeOrigin + performance.now());
  if (waitMs > 1) await delay(waitMs);
  if (isStopped) break;
  send();
}
