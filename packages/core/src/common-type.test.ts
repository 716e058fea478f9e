import { test } from "vitest";
import { commonType } from "./common-type.ts";

test.for([
  [[], "float64"],
  [["float32"], "float32"],
  [["string"], "object"],
  [["datetime64"], "datetime64"],
  [["float64", "int32", "float32"], "float64"],
  [["int64", "float32"], "float64"],
  [["int16", "float32"], "float32"],
  [["int8", "float16"], "float16"],
  [["int16", "float16"], "float32"],
  [["int64", "uint64"], "float64"],
  [["int8", "uint8"], "int16"],
  [["int32", "uint8"], "int32"],
  [["bool", "int64"], "object"],
  [["bool", "bool"], "bool"],
  [["string", "float64"], "object"],
  [["datetime64", "int64"], "object"],
  [["object", "int64"], "object"],
] as const)("%j make a matrix of %s", ([types, expected], { expect }) => {
  expect(commonType(types)).toBe(expected);
});
