import { GatewayError, type LoadedModel } from "@switchyard/core";
import { test } from "vitest";
import { testLoaded, testVersion } from "../testing/test-versions.ts";
import { ServedModel } from "./served-model.ts";

test("tells why a version failed also while it is tried again, until it is ready", async ({ expect }) => {
  let outcome = Promise.reject<LoadedModel>(new GatewayError("load_failed", "no session"));
  const model = new ServedModel("models:/iris@champion", {
    name: "iris",
    swap: () => "availability",
    load: (entry) => entry.load(() => outcome),
    onTransition: () => undefined,
  });
  const version = testVersion("1");
  await expect(model.aspire([version])).rejects.toThrow("no session");
  const loading = Promise.withResolvers<LoadedModel>();
  outcome = loading.promise;
  const again = model.aspire([version]);
  await expect.poll(() => model.status().versions[0]?.state).toBe("loading");
  expect(model.status().failure?.message).toBe("no session");
  loading.resolve(testLoaded(version));
  await again;
  expect(model.status()).toMatchObject({ current: { state: "ready" }, failure: undefined });
});
