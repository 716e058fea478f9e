import type { ColumnType, DataType, ScalarColumnType } from "@switchyard/core";
import { drawComposite } from "./draw-composite.ts";
import { drawDatetime } from "./draw-datetime.ts";
import { NumberSource, type Reach } from "./number-source.ts";
import { drawText } from "./draw-text.ts";
import type { Random } from "./random.ts";
import type { Cell } from "./table.ts";
import { parseWritten, WrittenNumber } from "./written-json.ts";

/** Values of one column, as alike to the known ones as the reach says. */
export type DrawCell = (reach: Reach, random: Random) => Cell;

/** What draws cells of a column's type. A type that says nothing, such as `any`, needs known cells: undefined without. */
export function drawnCells(type: ColumnType, known: readonly Cell[]): DrawCell | undefined {
  if (type.kind !== "scalar") return drawComposite(type, known, drawnCells);
  const draw = drawScalar(type.type, known);
  const missing = known.filter((cell) => cell === "null" || cell === "NaN");
  if (missing.length === 0) return draw;
  // What the example leaves out is left out of the drawn rows about as often.
  return (reach, random) =>
    random.chance(missing.length / known.length) ? random.pick(missing) : draw(reach, random);
}

/** The column type whose values an element of a tensor has. */
export const columnTypeOf: Readonly<Record<DataType, ScalarColumnType>> = {
  float16: "float",
  float32: "float",
  float64: "double",
  int8: "integer",
  int16: "integer",
  int32: "integer",
  int64: "long",
  uint8: "integer",
  uint16: "integer",
  uint32: "long",
  uint64: "long",
  bool: "boolean",
  string: "string",
};

function drawScalar(type: ScalarColumnType, known: readonly Cell[]): DrawCell {
  switch (type) {
    case "float":
    case "double": {
      const numbers = new NumberSource(numbersOf(known));
      return (reach, random) => floatText(numbers.float(reach, random), random);
    }
    case "integer":
    case "long": {
      const numbers = new NumberSource(numbersOf(known).map(Math.trunc));
      return (reach, random) => String(numbers.integer(reach, random));
    }
    case "boolean":
      return (_reach, random) => random.pick(["true", "false"]);
    case "string": {
      const texts = textsOf(known);
      return (_reach, random) => JSON.stringify(drawText(texts, random));
    }
    case "binary":
      return (_reach, random) => JSON.stringify(drawBytes(random).toString("base64"));
    case "datetime": {
      const texts = textsOf(known);
      return (_reach, random) => JSON.stringify(drawDatetime(texts, random));
    }
  }
}

/** The finite numbers among cells. */
export function numbersOf(cells: readonly Cell[]): readonly number[] {
  return cells
    .map((cell) => parseWritten(cell))
    .flatMap((value) => (value instanceof WrittenNumber ? [value.value] : []))
    .filter((value) => Number.isFinite(value));
}

/** The texts among cells. */
export function textsOf(cells: readonly Cell[]): readonly string[] {
  return cells.map((cell) => parseWritten(cell)).filter((value) => typeof value === "string");
}

/** Whole floats are sent as `1.0` by Python and as `1` by all others. */
function floatText(value: number, random: Random): Cell {
  if (!Number.isInteger(value) || Math.abs(value) >= 1e21) return String(value);
  return random.chance(0.7) ? `${value}.0` : String(value);
}

function drawBytes(random: Random): Buffer {
  return Buffer.from(Array.from({ length: random.integer(0, 12) }, () => random.integer(0, 255)));
}
