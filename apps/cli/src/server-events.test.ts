import fc from "fast-check";
import { test } from "vitest";
import { serverEvents, type ServerEvent } from "./server-events.ts";

async function read(...chunks: readonly Uint8Array[]): Promise<readonly ServerEvent[]> {
  return await Array.fromAsync(serverEvents(ReadableStream.from(chunks)));
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.for([
  ["event: models\ndata: {}\n\n", [{ event: "models", data: "{}" }]],
  ["retry: 2000\n\n: still here\n\nevent: a\ndata: 1\n\n", [{ event: "a", data: "1" }]],
  ["data: 1\ndata: 2\n\n", [{ event: "message", data: "1\n2" }]],
  ["event: a\r\ndata: 1\r\n\r\nevent: b\ndata: 2", [{ event: "a", data: "1" }]],
] as const)("reads %j", async ([text, expected], { expect }) => {
  expect(await read(bytes(text))).toEqual(expected);
});

test("reads the same however the bytes come in", async ({ expect }) => {
  const whole = bytes('event: models\ndata: {"name":"größe"}\n\n: beat\n\nevent: statistics\ndata: {}\n\n');
  const expected = await read(whole);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(whole.length)), async (cuts) => {
      const places = [0, ...cuts.toSorted((one, other) => one - other), whole.length];
      const chunks = places.slice(1).map((end, index) => whole.subarray(places[index], end));
      expect(await read(...chunks)).toEqual(expected);
    }),
  );
});
