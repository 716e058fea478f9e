import fc from "fast-check";
import { test } from "vitest";
import { readFields, readNumbers, writeField, writeNumber } from "./protobuf.ts";

const fields = fc.array(
  fc.oneof(
    fc.record({ number: fc.integer({ min: 1, max: 5000 }), value: fc.nat() }),
    fc.record({ number: fc.integer({ min: 1, max: 5000 }), content: fc.uint8Array({ maxLength: 300 }) }),
  ),
);

test("fields are read as they were written, and stand in their message as they are", ({ expect }) => {
  fc.assert(
    fc.property(fields, (written) => {
      const pieces = written.flatMap((each) =>
        "value" in each ? writeNumber(each.number, each.value) : writeField(each.number, each.content),
      );
      const message = Buffer.concat(pieces);
      const read = readFields(message);
      expect(Buffer.concat(read.map(({ whole }) => whole))).toEqual(message);
      expect(read.map(({ number, value, content }) => ({ number, value, content: [...content] }))).toEqual(
        written.map((each) => ({
          number: each.number,
          value: "value" in each ? BigInt(each.value) : undefined,
          content: "value" in each ? [] : [...each.content],
        })),
      );
    }),
  );
});

test("numbers of fixed width are passed over", ({ expect }) => {
  const message = Buffer.from([0x0d, 1, 2, 3, 4, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x18, 5]);
  expect(readFields(message).map(({ number, whole }) => [number, whole.length])).toEqual([
    [1, 5],
    [2, 9],
    [3, 2],
  ]);
});

test.for([
  ["one by one", [0x40, 5], [5n]],
  ["packed", [0x42, 3, 1, 2, 3], [1n, 2n, 3n]],
  ["negative", [0x40, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1], [-1n]],
] as const)("repeated numbers are read %s", ([, bytes, numbers], { expect }) => {
  expect(readFields(Buffer.from(bytes)).flatMap(readNumbers)).toEqual(numbers);
});

test.for([
  ["a number without an end", [0x08, 255]],
  ["a field that is longer than its message", [0x0a, 5, 1]],
  ["a group", [0x0b]],
] as const)("refuses %s", ([, bytes], { expect }) => {
  expect(() => readFields(Buffer.from(bytes))).toThrow();
});
