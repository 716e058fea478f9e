import fc from "fast-check";
import { test } from "vitest";
import { EventParser } from "./event-parser.ts";

test.for([
  ["event: models\ndata: {}\n\n", [{ kind: "models", data: "{}" }]],
  ["data: 1\n\n", [{ kind: "message", data: "1" }]],
  ["data: a\ndata: b\n\n", [{ kind: "message", data: "a\nb" }]],
  [": heartbeat\n\n", []],
  ["event: models\ndata: cut", []],
] as const)("reads %j as %j", ([text, events], { expect }) => {
  expect(new EventParser().push(text)).toEqual(events);
});

test("finds the same events wherever the stream is cut", ({ expect }) => {
  const stream = 'event: a\ndata: 1\n\n: quiet\n\nevent: b\ndata: {"x": "y"}\n\n';
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
      const parser = new EventParser();
      const ends = [...cuts.toSorted((one, other) => one - other), stream.length];
      const events = ends.flatMap((end, index) => parser.push(stream.slice(ends[index - 1] ?? 0, end)));
      expect(events).toEqual(new EventParser().push(stream));
    }),
  );
});
