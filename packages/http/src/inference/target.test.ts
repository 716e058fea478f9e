import { test } from "vitest";
import { inferenceTarget } from "./target.ts";

const isModel = (name: string): boolean => name === "user@corp.com";

test.for([
  ["/models/iris/invocations", { ref: { name: "iris" }, operation: "invocations" }],
  ["/models/iris/invoke", { ref: { name: "iris" }, operation: "invocations" }],
  ["/models/iris/predict?x=1", { ref: { name: "iris" }, operation: "predict" }],
  ["/endpoints/iris/invocations", { ref: { name: "iris" }, operation: "invocations" }],
  [
    "/models/iris@champion/invocations",
    { ref: { name: "iris", alias: "champion" }, operation: "invocations" },
  ],
  ["/models/user@corp.com/invocations", { ref: { name: "user@corp.com" }, operation: "invocations" }],
  ["/models/user@corp.com@b/predict", { ref: { name: "user@corp.com", alias: "b" }, operation: "predict" }],
  ["/models/iris/versions/3/predict", { ref: { name: "iris", version: "3" }, operation: "predict" }],
  ["/models/Iris%20LR%20Model/invocations", { ref: { name: "Iris LR Model" }, operation: "invocations" }],
  ["/models/a%2540b/invocations", { ref: { name: "a%40b" }, operation: "invocations" }],
  ["/v2/models/iris/infer", { ref: { name: "iris" }, operation: "infer" }],
  ["/v2/models/iris@a/infer?x", { ref: { name: "iris", alias: "a" }, operation: "infer" }],
  ["/v2/models/iris/versions/3/infer", { ref: { name: "iris", version: "3" }, operation: "infer" }],
  ["/v2/models/iris/ready", undefined],
  ["/v2/models/iris/invocations", undefined],
  ["/v2/endpoints/iris/infer", undefined],
  ["/v2", undefined],
  ["/models/iris/infer", undefined],
  ["/models/iris", undefined],
  ["/models/iris/constructor", undefined],
  ["/models//invocations", undefined],
  ["/models/iris/reload", undefined],
  ["/models/iris/versions//predict", undefined],
  ["/endpoints/iris/versions/3/invocations", undefined],
  ["/invocations", undefined],
] as const)("%s", ([url, expected], { expect }) => {
  expect(inferenceTarget(url, isModel)).toEqual(expected && { ...expected, route: expect.any(String) });
});

test.for([
  ["/models/iris/invocations", "/models/{name}/invocations"],
  ["/models/iris@a/invoke?x", "/models/{name}/invoke"],
  ["/endpoints/iris/invocations", "/endpoints/{name}/invocations"],
  ["/models/iris/versions/3/predict", "/models/{name}/versions/{version}/predict"],
  ["/v2/models/iris/infer", "/v2/models/{name}/infer"],
  ["/v2/models/iris/versions/3/infer", "/v2/models/{name}/versions/{version}/infer"],
] as const)("the route of %s is %s", ([url, route], { expect }) => {
  expect(inferenceTarget(url, isModel)?.route).toBe(route);
});

test("refuses a broken encoding", ({ expect }) => {
  expect(() => inferenceTarget("/models/%E0%A4%A/invocations", isModel)).toThrow(
    "%E0%A4%A is not percent-encoded",
  );
});
