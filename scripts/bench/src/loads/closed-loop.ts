import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import autocannon from "autocannon";
import { cache, ownFile } from "../places.ts";
import { markedEnvironment } from "../processes/end-all.ts";
import type { LoadOptions, Measurement } from "./load.ts";
import { parseWrkAnswer } from "./wrk-answer.ts";

/** What makes the closed loops: wrk where it is installed, else autocannon, which costs several times as much. */
export const loadGenerator: "wrk" | "autocannon" = (process.env["PATH"] ?? "")
  .split(delimiter)
  .some((directory) => existsSync(join(directory, "wrk")))
  ? "wrk"
  : "autocannon";

/** Sends on so many connections as fast as answers come. */
export function closedLoop(options: LoadOptions): Promise<Measurement> {
  return loadGenerator === "wrk" ? byWrk(options) : byAutocannon(options);
}

async function byWrk({ origin, load, connections, seconds }: LoadOptions): Promise<Measurement> {
  // A second thread would divide the connections in two halves, and take a core from what is measured.
  const loop = ["-t", "1", "-c", String(connections), "-d", `${seconds}s`, "--timeout", "30s"];
  const script = ["-s", ownFile("loads/post.lua"), new URL(load.path, origin).href, "--"];
  const sent = [bodyFile(load.body), ...Object.entries(load.headers).flat()];
  const { stdout } = await promisify(execFile)("wrk", [...loop, ...script, ...sent], {
    env: markedEnvironment(),
  });
  return parseWrkAnswer(stdout);
}

function bodyFile(body: Buffer): string {
  const file = join(cache, "bodies", createHash("sha256").update(body).digest("hex"));
  if (!existsSync(file)) {
    mkdirSync(join(cache, "bodies"), { recursive: true });
    writeFileSync(file, body);
  }
  return file;
}

async function byAutocannon({ origin, load, connections, seconds }: LoadOptions): Promise<Measurement> {
  const { requests, latency, errors, timeouts, non2xx, duration } = await autocannon({
    url: new URL(load.path, origin).href,
    method: "POST",
    headers: { ...load.headers },
    body: load.body,
    connections,
    duration: seconds,
    timeout: 30,
  });
  return {
    requests: requests.total,
    perSecond: requests.total / duration,
    p50Ms: known(latency.p50),
    // It knows no 95th percentile; this is the next one above.
    p95Ms: known(latency.p97_5),
    p99Ms: known(latency.p99),
    failed: errors + timeouts + non2xx,
  };
}

/** It counts whole milliseconds, of which none may be nearly one. */
function known(milliseconds: number): number {
  return milliseconds === 0 ? NaN : milliseconds;
}
