import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { GatewayError } from "@switchyard/core";
import { test } from "vitest";
import {
  dataPage,
  int,
  list,
  parquetFile,
  struct,
  text,
  varint,
  withFooter,
  type Written,
} from "../testing/parquet-file.ts";
import { decodeParquet } from "./decode-parquet.ts";

const zeros = new Uint8Array(16 * 1024 * 1024);
const billions = 3_000_000_000;
const mostMs = 5000;
const mostBytes = 400 * 1024 * 1024;
const four = new Uint8Array(BigInt64Array.of(1n, 2n, 3n, 4n).buffer);

function compressed(codec: number, page: Uint8Array, size: number): Uint8Array {
  const header = dataPage({ size, stored: page.length, values: 4, encoding: 0 });
  return parquetFile({ header, page, rows: 4, codec });
}

/** A page that says how many values it has, of a column that says how many rows it has. */
function claiming(values: number, rows: number, page: Uint8Array = four): Uint8Array {
  const header = dataPage({ size: page.length, stored: page.length, values, encoding: 0 });
  return parquetFile({ header, page, rows });
}

/** Levels in one run that says how long it is, for a column of optional values. */
function gaps(values: number): Uint8Array {
  const run = Buffer.concat([varint(values * 2), Buffer.of(0)]);
  const page = Buffer.concat([Buffer.of(run.length, 0, 0, 0), run]);
  const header = dataPage({ size: page.length, stored: page.length, values, encoding: 0 });
  return parquetFile({ header, page, rows: values, repetition: 1 });
}

/** Texts each of which is the one before and a few bytes more. */
function growing(count: number, step: number): Uint8Array {
  const deltas = (first: number, delta: number): Uint8Array => {
    const block = Buffer.concat([int(delta).bytes, Buffer.alloc(4)]);
    const blocks = Array.from({ length: Math.ceil(count / 128) }, () => block);
    return Buffer.concat([varint(128), varint(4), varint(count), int(first).bytes, ...blocks]);
  };
  const page = Buffer.concat([deltas(0, step), deltas(step, 0), new Uint8Array(count * step)]);
  const header = dataPage({ size: page.length, stored: page.length, values: count, encoding: 7 });
  return parquetFile({ header, page, rows: count, type: 6 });
}

function nested(depth: number): Written {
  let value = struct({ 1: int(1) });
  for (let level = 0; level < depth; level += 1)
    value = level % 2 === 0 ? list([value]) : struct({ 9: value });
  return struct({ 9: value });
}

function groups(depth: number): Written {
  const inner = Array.from({ length: depth }, () => struct({ 3: int(0), 4: text("a"), 5: int(1) }));
  return struct({ 2: list([struct({ 4: text("schema"), 5: int(1) }), ...inner]), 3: int(0), 4: list([]) });
}

const bombs: readonly (readonly [string, Uint8Array])[] = [
  ["a page of billions of values", claiming(billions, billions)],
  ["a row group of billions of rows", claiming(4, billions)],
  ["a page of billions of gaps", gaps(billions)],
  ["a page of millions of gaps", gaps(20_000_000)],
  ["a negative count of values", claiming(-4, 4)],
  ["a negative count of rows", claiming(4, -4)],
  ["a page that is said to hold gigabytes", compressed(2, gzipSync(four), 4 * 1024 ** 3)],
  ["a page that is said to hold less than nothing", compressed(1, four, -1)],
  ["a gzip page that holds more than it says", compressed(2, gzipSync(zeros), 32)],
  ["a brotli page that holds more than it says", compressed(4, brotliCompressSync(zeros), 32)],
  ["a zstd page that holds more than it says", compressed(6, zstdCompressSync(zeros), 32)],
  ["an lz4 page that copies without end", compressed(7, new Uint8Array(zeros.length / 4).fill(255), 32)],
  [
    "a snappy page that copies without end",
    compressed(1, Buffer.concat([Buffer.of(32), zeros.fill(254)]), 32),
  ],
  ["texts that grow", growing(20_000, 100)],
  ["a list of billions of columns", withFooter(struct({ 2: list([struct({})], billions) }))],
  [
    "millions of empty structures",
    withFooter(struct({ 9: list(Array.from({ length: 4e6 }, () => struct({}))) })),
  ],
  ["structures in structures", withFooter(nested(10_000))],
  ["groups in groups", withFooter(groups(10_000))],
  ["a group of itself", withFooter(groups(0))],
];

test.for(bombs)("refuses %s at once", ([, body], { expect }) => {
  const startMs = performance.now();
  const before = process.memoryUsage().rss;
  expect(() => decodeParquet(body, undefined)).toThrow(GatewayError);
  expect(performance.now() - startMs).toBeLessThan(mostMs);
  expect(process.memoryUsage().rss - before).toBeLessThan(mostBytes);
});

test("reads what is true of the same files", ({ expect }) => {
  expect(decodeParquet(claiming(4, 4), undefined)).toMatchObject({ rows: 4 });
  expect(decodeParquet(compressed(2, gzipSync(four), 32), undefined)).toMatchObject({ rows: 4 });
  expect(decodeParquet(gaps(1000), undefined)).toMatchObject({ rows: 1000 });
  expect(decodeParquet(growing(100, 100), undefined)).toMatchObject({ rows: 100 });
});
