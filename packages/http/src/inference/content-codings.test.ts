import { test } from "vitest";
import { codingsRead, parseCodings } from "./content-codings.ts";

test.for([
  ["gzip", ["Gunzip"]],
  ["X-GZip", ["Gunzip"]],
  ["deflate", ["Inflate"]],
  ["br", ["BrotliDecompress"]],
  ["zstd", ["ZstdDecompress"]],
  ["identity", []],
  ["", []],
  ["gzip, br", ["BrotliDecompress", "Gunzip"]],
  ["gzip , identity,,deflate", ["Inflate", "Gunzip"]],
  ["gzip,gzip,gzip", ["Gunzip", "Gunzip", "Gunzip"]],
] as const)("%s is undone from the last coding to the first", ([header, expected], { expect }) => {
  expect(parseCodings(header)?.map((create) => create().constructor.name)).toEqual(expected);
});

test.for(["compress", "gzip, compress", "gzip;q=1", "constructor", "gzip,gzip,gzip,gzip"])(
  "%s is not read",
  (header, { expect }) => {
    expect(parseCodings(header)).toBe(undefined);
  },
);

test("lists what is read", ({ expect }) => {
  expect(codingsRead).toBe("gzip, x-gzip, deflate, br, zstd, identity");
});
