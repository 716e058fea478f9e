import type { ColumnType, ScalarColumnType } from "@switchyard/core";
import { oddTexts } from "./draw-text.ts";
import { textsOf } from "./drawn-cells.ts";
import type { Random } from "./random.ts";
import type { Cell } from "./table.ts";

/** Cells that a column's model may refuse, or answer in an odd way: missing, far away, at the edges, of another type. */
export function oddCells(type: ColumnType, known: readonly Cell[], random: Random): readonly Cell[] {
  if (type.kind !== "scalar") return ["null", "[]", "{}", '"x"', "1"];
  if (type.type !== "string") return oddOfScalar[type.type];
  const texts = oddTexts(textsOf(known), random).map((text) => JSON.stringify(text));
  return [...texts, "null", "1", "1.5", "true", "NaN"];
}

const ofOtherTypes = ['"x"', '"1.5"', "true", "[1.0]", '""'];
const far = ["0.0", "-0.0", "-1.0", "1000000.0", "-1000000.0", "1e-9", "-1e-9"];
const beyondSingle = ["3.4028234663852886e38", "-3.4028234663852886e38", "1e39"];

const oddOfScalar: Readonly<Record<Exclude<ScalarColumnType, "string">, readonly Cell[]>> = {
  float: ["null", "NaN", ...far, ...beyondSingle, "Infinity", "-Infinity", "1e-45", ...ofOtherTypes],
  // Beyond 1e300 scaling overflows inside scikit-learn, which docs/parity.md names as a difference that is meant.
  double: ["null", "NaN", ...far, ...beyondSingle, "1e300", "-1e300", "5e-324", "Infinity", ...ofOtherTypes],
  integer: ["null", "0", "-1", "1000000", "-1000000", "2147483647", "-2147483648", "1.5", ...ofOtherTypes],
  long: [
    "null",
    "0",
    "-1",
    "1000000",
    "-1000000",
    "9007199254740993",
    "2147483648",
    "9223372036854775807",
    "-9223372036854775808",
    "1.5",
    ...ofOtherTypes,
  ],
  boolean: ["null", "0", "1", "2", "1.5", '"false"', '""'],
  binary: ["null", '""', '"!!"', '"aGk"', "1"],
  datetime: [
    "null",
    '"1970-01-01"',
    '"1900-02-28T23:59:59"',
    '"2020-01-02T03:04:05.123456"',
    '"2200-01-01"',
    '"x"',
    "1577836800000000000",
    "true",
  ],
};
