import type { TrainingEvent } from "@switchyard/core";
import { test } from "vitest";
import { EventLog } from "./event-log.ts";
import { newJob } from "./new-job.ts";

const never = new AbortController().signal;
const end: TrainingEvent = { kind: "end", job: newJob({ model: "m", parameters: {} }) };
const metrics = (step: number): TrainingEvent => ({ kind: "metrics", step, metrics: {} });
const stepOf = (event: TrainingEvent): number | string | undefined =>
  event.kind === "metrics" ? event.step : event.kind;

test("a follower hears what was, then what comes, each once and in order", async ({ expect }) => {
  const log = new EventLog();
  log.append(metrics(0));
  log.append(metrics(1));
  const heard: unknown[] = [];
  for await (const event of log.follow(never)) {
    heard.push(stepOf(event));
    if (stepOf(event) === 1)
      queueMicrotask(() => [metrics(2), metrics(3), end].forEach((each) => log.append(each)));
  }
  expect(heard).toEqual([0, 1, 2, 3, "end"]);
});

test("keeps the latest 1000, and a slow follower goes on with the oldest of them", async ({ expect }) => {
  const log = new EventLog();
  for (let step = 0; step < 10; step += 1) log.append(metrics(step));
  const heard: unknown[] = [];
  for await (const event of log.follow(never)) {
    heard.push(stepOf(event));
    if (heard.length !== 3) continue;
    for (let step = 10; step < 2000; step += 1) log.append(metrics(step));
    log.append(end);
  }
  expect(heard.slice(0, 5)).toEqual([0, 1, 2, 1001, 1002]);
  expect(heard).toHaveLength(3 + 1000);
  expect(heard.at(-1)).toBe("end");
});

test("ends when its follower goes away, and takes others again", async ({ expect }) => {
  const log = new EventLog();
  log.append(metrics(0));
  const leaving = new AbortController();
  const followers = Array.from({ length: 100 }, () => log.follow(leaving.signal)[Symbol.asyncIterator]());
  await Promise.all(followers.map((each) => each.next()));
  await expect(log.follow(never)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: "overloaded",
  });
  const waiting = followers.map((each) => each.next());
  leaving.abort();
  for (const { status } of await Promise.allSettled(waiting)) expect(status).toBe("rejected");
  const { value } = await log.follow(never)[Symbol.asyncIterator]().next();
  expect(value).toEqual(metrics(0));
});
