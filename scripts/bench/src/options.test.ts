import { test } from "vitest";
import { parseOptions } from "./options.ts";

const parse = (line: string) => parseOptions(line.split(" ").filter(Boolean), "docs/benchmarks");

test("measures everything three times when nothing is said", ({ expect }) => {
  expect(parse("")).toMatchObject({
    rounds: 3,
    seconds: 3,
    only: undefined,
    peers: undefined,
    parts: ["closed", "open", "mixed", "switches", "idle", "peers"],
    output: "docs/benchmarks",
  });
});

test("a quick look leaves out peers and switches", ({ expect }) => {
  expect(parse("--quick")).toMatchObject({
    rounds: 1,
    seconds: 1,
    peers: [],
    parts: ["closed", "open", "mixed", "idle"],
  });
});

test.for([
  ["--only iris,mlp", { only: ["iris", "mlp"] }],
  ["--parts closed,idle", { parts: ["closed", "idle"] }],
  ["--peers all", { peers: undefined }],
  ["--peers none", { peers: [] }],
  ["--peers mlflow,litserve", { peers: ["mlflow", "litserve"] }],
  ["--quick --peers mlflow", { peers: ["mlflow"] }],
  ["--connections 1,32", { connections: [1, 32] }],
  ["--cores 0,3", { cores: [0, 3] }],
  ["--quick --rounds 5 --seconds 2", { rounds: 5, seconds: 2 }],
  ["--two-processes", { twoProcesses: true, profile: false }],
  ["--profile", { profile: true, parts: [] }],
  ["--profile --parts idle", { profile: true, parts: ["idle"] }],
  ["--output somewhere", { output: "somewhere" }],
] as const)("reads %s", ([line, options], { expect }) => {
  expect(parse(line)).toMatchObject(options);
});

test.for([
  ["--parts closed,half", "--parts: there is no half, only closed, open, mixed, switches, idle, peers"],
  ["--rounds 0", "--rounds: expected a whole number of at least 1, found 0"],
  ["--cores two", "--cores: expected a whole number of at least 0, found two"],
  ["--fast", "Unknown option '--fast'"],
] as const)("refuses %s", ([line, message], { expect }) => {
  expect(() => parse(line)).toThrow(message);
});
