import { test } from "vitest";
import { routeOf } from "./measure-route.ts";
import { TrafficRecorder } from "./traffic-recorder.ts";

const toldBy = (traffic: TrafficRecorder): readonly unknown[] =>
  traffic
    .snapshot()
    .series.map(({ route, method, status, durations: { counts, sum } }) => [
      method,
      route,
      status,
      counts.reduce((total, count) => total + count, 0),
      sum,
    ]);

test("counts by route, method and status; methods that nobody knows are one", ({ expect }) => {
  const traffic = new TrafficRecorder();
  for (let left = 7; left > 0; left -= 1) traffic.began();
  traffic.inferred("/invocations", 200, 1000);
  traffic.inferred("/invocations", 200, 2000);
  traffic.inferred("/invocations", 405, 1000);
  traffic.answered({ route: "/models", method: "GET", status: 200 }, 1000);
  traffic.answered({ route: "", method: "BREW", status: 404 }, 1000);
  traffic.answered({ route: "", method: "STEEP", status: 404 }, 1000);
  expect(traffic.snapshot().active).toBe(1);
  expect(toldBy(traffic)).toEqual([
    ["POST", "/invocations", 200, 2, 3],
    ["_OTHER", "/invocations", 405, 1, 1],
    ["GET", "/models", 200, 1, 1],
    ["_OTHER", "", 404, 2, 2],
  ]);
});

test("what one process takes and another adds is counted once", ({ expect }) => {
  const [front, main] = [new TrafficRecorder(), new TrafficRecorder()];
  for (const traffic of [front, main]) {
    traffic.began();
    traffic.inferred("/invocations", 200, 1000);
  }
  main.add(front.take().series);
  main.add(front.take().series);
  expect(toldBy(main)).toEqual([["POST", "/invocations", 200, 2, 2]]);
});

test.for([
  ["/models/:name{/info}", "/models/{name}"],
  ["/v2/models/:name/versions/:version", "/v2/models/{name}/versions/{version}"],
  ["/docs/*rest", "/docs/{rest}"],
  [/^\/x/, ""],
  [undefined, ""],
] as const)("the route %s is told as %s", ([path, expected], { expect }) => {
  expect(routeOf({ route: path === undefined ? undefined : { path } })).toBe(expected);
});
