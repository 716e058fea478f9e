import { expect, test } from "vitest";
import { createFindTarget } from "./find-target.ts";

test("what was asked before means the same again", () => {
  const find = createFindTarget({ isModel: () => true });
  const target = { ref: { name: "iris" }, operation: "invocations", route: "/models/{name}/invocations" };
  expect(find("/models/iris/invocations")).toEqual(target);
  expect(find("/models/iris/invocations")).toEqual(target);
  expect(find("/models/iris/predict")).toMatchObject({ operation: "predict" });
  expect(find("/models/iris")).toBeUndefined();
  expect(find("/models/iris")).toBeUndefined();
});

test.for(["/models/a@b/predict", "/models/a%40b/predict"])("%s follows the models that there are", (url) => {
  const models = new Set<string>();
  const find = createFindTarget({ isModel: (name) => models.has(name) });
  expect(find(url)?.ref).toEqual({ name: "a", alias: "b" });
  models.add("a@b");
  expect(find(url)?.ref).toEqual({ name: "a@b" });
  models.clear();
  expect(find(url)?.ref).toEqual({ name: "a", alias: "b" });
});

test("more paths than are remembered are all found", () => {
  const find = createFindTarget({ isModel: () => true });
  const names = Array.from({ length: 600 }, (_each, index) => `model-${index}`);
  for (const name of [...names, ...names]) expect(find(`/models/${name}/predict`)?.ref).toEqual({ name });
});
