import { test } from "vitest";
import { rootTargets } from "./root-targets.ts";

const find = rootTargets({ model: "iris" });

test.for([
  ["/invocations", "invocations"],
  ["/invocations?x=1", "invocations"],
  ["/predict", "predict"],
  ["/api/v1/model/predict", "predict", { namesFiles: true }],
  ["/invocations/", undefined],
  ["/Invocations", undefined],
  ["/models/iris/invocations", undefined],
  ["/", undefined],
] as const)("%s", ([url, operation, more = {}], { expect }) => {
  expect(find(url)).toEqual(
    operation && { ref: { name: "iris" }, operation, route: url.replace(/\?.*/, ""), ...more },
  );
});
