import { test } from "vitest";
import { conclude, notStarted } from "./conclude.ts";

const end = {
  program: "train.py",
  code: 0,
  complaint: "",
  cancelledBecause: undefined,
  isLate: false,
  timeLimitMs: 1000,
} as const;

test.for([
  [{}, "succeeded", undefined],
  [{ complaint: "a warning" }, "succeeded", undefined],
  [{ code: 2 }, "failed", "train.py ended with exit code 2"],
  [
    { code: 1, complaint: "ValueError: no data" },
    "failed",
    "train.py ended with exit code 1: ValueError: no data",
  ],
  [{ code: "SIGSEGV" }, "failed", "train.py was ended by SIGSEGV"],
  [
    { code: "SIGTERM", isLate: true },
    "failed",
    "train.py was ended: it took longer than its timeLimitMs of 1000",
  ],
  [{ code: 0, cancelledBecause: "somebody asked" }, "cancelled", "somebody asked"],
  [{ code: "SIGTERM", isLate: true, cancelledBecause: "somebody asked" }, "cancelled", "somebody asked"],
] as const)("%j is %s", ([known, status, error], { expect }) => {
  expect(conclude({ ...end, ...known })).toEqual({ status, error });
});

test.for([
  ["ENOENT", undefined, "train.py cannot be started: there is no such program or directory"],
  ["ENOENT", "/data", "train.py cannot be started in /data: there is no such program or directory"],
  ["EACCES", undefined, "train.py cannot be started: it may not be executed"],
  ["E2BIG", undefined, "train.py cannot be started: spawn E2BIG"],
] as const)("%s in %s", ([code, directory, error], { expect }) => {
  const thrown = Object.assign(new Error(`spawn ${code}`), { code });
  expect(notStarted("train.py", directory, thrown)).toEqual({ status: "failed", error });
});
