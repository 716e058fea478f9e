import { test } from "vitest";
import { sessionOptions } from "./session-options.ts";

const quiet = { session: { intra_op: { allow_spinning: "0" } } };

test.for([
  [
    undefined,
    {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: "sequential",
      graphOptimizationLevel: "all",
      extra: quiet,
    },
  ],
  [
    { execution_mode: "PARALLEL", intra_op_num_threads: 2 },
    { executionMode: "parallel", intraOpNumThreads: 2 },
  ],
  [{ graph_optimization_level: 0 }, { graphOptimizationLevel: "all" }],
  [{ graph_optimization_level: 2 }, { graphOptimizationLevel: "extended" }],
  [
    { extra_session_config: { "session.disable_prepacking": "1" } },
    { extra: { session: { intra_op: { allow_spinning: "0" }, disable_prepacking: "1" } } },
  ],
] as const)("reads %j", ([written, expected], { expect }) => {
  expect(sessionOptions(written)).toMatchObject(expected);
});

test("refuses a number of threads that would hang the load", ({ expect }) => {
  expect(() => sessionOptions({ intra_op_num_threads: 5000 })).toThrow("intra_op_num_threads");
});
