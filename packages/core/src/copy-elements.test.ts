import fc from "fast-check";
import { test } from "vitest";
import { copyElements } from "./copy-elements.ts";
import { fillTensor } from "./fill-tensor.ts";
import { dataTypes } from "./tensor.ts";
import { zeros } from "./tensor-bytes.ts";

const sizes = fc.nat(80);

test.for(dataTypes.filter((dtype) => dtype !== "string"))(
  "copies any elements of %s",
  (dtype, { expect }) => {
    fc.assert(
      fc.property(sizes, sizes, sizes, (start, count, place) => {
        const from = fillTensor(dtype, [start + count + 3], (index) => (index + 1) % 2);
        const into = zeros(dtype, [place + count + 3]);
        copyElements(from, into, { start, count, place });
        const copied = fillTensor(dtype, [place + count + 3], (index) =>
          index >= place && index < place + count ? (from.data[start + index - place] ?? 0) : 0,
        );
        expect(into).toEqual(copied);
      }),
    );
  },
);

test("elements of other kinds are refused", ({ expect }) => {
  const range = { start: 0, count: 1, place: 0 };
  expect(() => copyElements(zeros("int64", [1]), zeros("float32", [1]), range)).toThrow("cannot be copied");
});
