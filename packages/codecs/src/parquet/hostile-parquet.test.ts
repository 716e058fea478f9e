import { readFileSync } from "node:fs";
import { GatewayError, type ModelDescription } from "@switchyard/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createCodecs } from "../index.ts";
import { column, describe, ofColumns, ofTensors, tensorSpec } from "../testing/models.ts";

const file = new URL("../testing/parquet-observed.jsonl", import.meta.url);
const bodies: readonly Buffer[] = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => Buffer.from(JSON.parse(line).parquet, "base64"))
  .filter((body) => body.length > 12);
const models: readonly ModelDescription[] = [
  describe(undefined),
  ofColumns(column("double", "a")),
  ofColumns(column({ kind: "array", items: { kind: "scalar", type: "string" } }, "a")),
  ofTensors(tensorSpec("float32", [-1], "a")),
  ofTensors(tensorSpec("float64", [-1, 2])),
];
const { invocations } = createCodecs();
await invocations.load("application/vnd.apache.parquet");
const mostMs = 5000;

/** Decoding ends soon with a request or with a GatewayError that says little; anything else is a fault of ours. */
function faultsOf(body: Uint8Array): readonly unknown[] {
  return models.flatMap((model) => {
    const startMs = performance.now();
    const fault = faultOf(body, model);
    const tookMs = performance.now() - startMs;
    return tookMs < mostMs ? fault : `took ${tookMs} ms`;
  });
}

function faultOf(body: Uint8Array, model: ModelDescription): readonly unknown[] {
  try {
    invocations.decode({ contentType: "application/vnd.apache.parquet", body }, model);
    return [];
  } catch (error) {
    const refused = error instanceof GatewayError && error.code !== "internal" && error.message.length < 1000;
    return refused ? [] : [error];
  }
}

const body = fc.constantFrom(...bodies);

test("files with flipped bits are decoded or refused", () => {
  const flips = fc.array(fc.tuple(fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(body, flips, (valid, places) => {
      const damaged = Uint8Array.from(valid);
      for (const [place, bit] of places) {
        const at = place % damaged.length;
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
      }
      expect(faultsOf(damaged)).toEqual([]);
    }),
    { numRuns: 3000 },
  );
}, 60_000);

test("files with other bytes in them are decoded or refused", () => {
  const extreme = fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, 0x0f, 0xf9, 0x15, 0x2c);
  const runs = fc.array(fc.tuple(fc.nat(), fc.array(extreme, { minLength: 1, maxLength: 10 })), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(body, runs, (valid, places) => {
      const damaged = Uint8Array.from(valid);
      for (const [place, bytes] of places) {
        const at = place % damaged.length;
        damaged.set(bytes.slice(0, damaged.length - at), at);
      }
      expect(faultsOf(damaged)).toEqual([]);
    }),
    { numRuns: 3000 },
  );
}, 60_000);

/** Numbers of eight bytes, which the file's end takes for times of twelve. */
const shortTimes =
  "UUFSMRUAFS4VQCwVkAMVChUGFQYcAAAAKLUv/SAXuQAAAwAAAJADAYABBMgBTwYAAAAABgAAAAAVBBksNQAYBnNjaGVtYRUCABUG" +
  "JQIYAWEAFpADGRwZHCYAHBUCGSUGChkYAWEVDBaQAxZWFmgmCEkcFQAVChUCADwpBhkmAJADAAAAFlYWkAMmCBZoACggcGFycXVl" +
  "dC1jcHAtYXJyb3cgdmVyc2lvbiAyNS4wLjEZHBwAAAB+AAAAUEFSMQ==";

test("times that are too short are refused", () => {
  const short = Buffer.from(shortTimes, "base64");
  expect(() =>
    invocations.decode({ contentType: "application/vnd.apache.parquet", body: short }, describe(undefined)),
  ).toThrow("a time is not 12 bytes long");
});

test("truncated files are refused", () => {
  fc.assert(
    fc.property(body, fc.nat(), fc.nat(), (valid, start, end) => {
      const from = start % valid.length;
      expect(faultsOf(valid.subarray(from, from + (end % valid.length)))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("any metadata is decoded or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (footer) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(footer.length);
      expect(faultsOf(Buffer.concat([Buffer.from("PAR1"), footer, length, Buffer.from("PAR1")]))).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});
