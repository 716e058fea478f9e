import fc from "fast-check";
import { test } from "vitest";
import { modelHref, parseRoute } from "./route.ts";

test("the address of a model's page leads to the model, whatever its name", ({ expect }) => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (name) => {
      expect(parseRoute(modelHref(name))).toEqual({ page: "model", name });
    }),
  );
});

test.for(["", "#", "#/", "#/models/", "#/models/a/b", "#/other", "#/models/%E0%A4%A"])(
  "%j leads to the list",
  (hash, { expect }) => {
    expect(parseRoute(hash)).toEqual({ page: "models" });
  },
);
