import { availableParallelism } from "node:os";
import { delimiter } from "node:path";
import { test } from "vitest";
import { pythonCommand, pythonWorkerCommand, sources } from "./python-command.ts";

const env = {
  PATH: "/bin",
  PYTHONPATH: "/own",
  SWITCHYARD_ADMIN_TOKEN: "secret",
  MLFLOW_TRACKING_PASSWORD: "secret",
  MLFLOW_TRACKING_URI: "http://mlflow",
  OPENAI_API_KEY: "the model's",
};

test("a model sees the environment, but for what guards the gateway and its registry", ({ expect }) => {
  const { env: seen } = pythonCommand("python3", ["switchyard_worker"], env);
  expect(JSON.stringify(seen)).not.toContain("secret");
  expect(seen).toMatchObject({
    PATH: "/bin",
    OPENAI_API_KEY: "the model's",
    MLFLOW_TRACKING_URI: "http://mlflow",
  });
});

test("our modules are found before the user's", ({ expect }) => {
  const command = pythonCommand("/usr/bin/python3", ["switchyard_compile", "--versions"], env);
  expect(command).toMatchObject({
    program: "/usr/bin/python3",
    args: ["-m", "switchyard_compile", "--versions"],
    env: { PYTHONPATH: `${sources}${delimiter}/own` },
  });
});

test.for([
  ["auto", String(Math.max(1, Math.floor(availableParallelism() / 2)))],
  [0, "1"],
  [3, "3"],
] as const)(
  "libraries of a worker with %s threads have OMP_NUM_THREADS=%s",
  ([threads, expected], { expect }) => {
    expect(pythonWorkerCommand("python3", {}, { threads }).env["OMP_NUM_THREADS"]).toBe(expected);
  },
);

test("bounds in the environment stand, unless a number of threads is set", ({ expect }) => {
  const bounded = { MKL_NUM_THREADS: "7" };
  const { env: found } = pythonWorkerCommand("python3", bounded, { threads: "auto" });
  expect([found["MKL_NUM_THREADS"], found["OMP_NUM_THREADS"]]).toEqual(["7", undefined]);
  expect(pythonWorkerCommand("python3", bounded, { threads: 2 }).env).toMatchObject({ MKL_NUM_THREADS: "2" });
});

test("a worker that is to be quiet is told so", ({ expect }) => {
  expect(pythonWorkerCommand("python3", {}).args).toEqual(["-m", "switchyard_worker"]);
  expect(pythonWorkerCommand("python3", {}, { isQuiet: true }).args).toEqual([
    "-m",
    "switchyard_worker",
    "--quiet",
  ]);
});
