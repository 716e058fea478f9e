import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** A server under measurement, in a process of its own. */
export interface Contestant extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  /** Milliseconds from its start to its first right answer. */
  readonly firstAnswerMs: number;
  /** Proportional set size of its processes, in MiB. */
  memoryMiB(): number;
}

export interface ContestantOptions {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Makes the URL to ask from the one that the server prints. */
  readonly path: string;
  readonly body: string;
}

/** Starts a server, waits for the URL that it prints, and asks until it answers. */
export async function startContestant({
  name,
  args,
  env,
  path,
  body,
}: ContestantOptions): Promise<Contestant> {
  const startMs = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...env },
  });
  const url = new URL(path, await printedUrl(child)).href;
  while (!(await answers(url, body)));
  const firstAnswerMs = performance.now() - startMs;
  return {
    name,
    url,
    firstAnswerMs,
    memoryMiB: () => familyOf(child.pid ?? 0).reduce((sum, pid) => sum + pssMiB(pid), 0),
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill("SIGINT");
      setTimeout(() => child.kill("SIGKILL"), 5000).unref();
      await ended;
    },
  };
}

async function printedUrl({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error("no output");
  const lines = createInterface({ input: stdout });
  for await (const line of lines) {
    const url = /http:\/\/[\d.]+:\d+\//.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error("the server ended without saying where it listens");
}

async function answers(url: string, body: string): Promise<boolean> {
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  }).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok ?? false;
}

function familyOf(pid: number): readonly number[] {
  const children = readdirSync("/proc")
    .filter((each) => /^\d+$/.test(each) && parentOf(each) === pid)
    .map(Number);
  return [pid, ...children.flatMap(familyOf)];
}

function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[1]);
  } catch {
    return 0;
  }
}

function pssMiB(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) / 1024;
}
