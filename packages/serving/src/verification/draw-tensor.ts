import { elementCount, GatewayError, type DataType } from "@switchyard/core";
import { columnTypeOf, drawnCells, type DrawCell } from "./drawn-cells.ts";
import type { PlannedTensor } from "./draw-plan.ts";
import type { Reach } from "./number-source.ts";
import { leavesOf, shapeOf } from "./inferred-inputs.ts";
import type { Random } from "./random.ts";
import { listText, type Cell } from "./table.ts";

/** A tensor that can be drawn, row by row. */
export interface DrawnTensor {
  readonly name: string | undefined;
  readonly dtype: DataType | "object";
  /** Undefined where a request may have as many as it likes. */
  readonly fixedRows: number | undefined;
  readonly rowShape: readonly number[];
  /** False for a single value, which has no rows. */
  readonly hasRows: boolean;
  readonly draws: readonly DrawCell[];
}

/** What draws a tensor. Throws `load_failed` for a dimension or values that nobody knows. */
export function drawnTensor(planned: PlannedTensor): DrawnTensor {
  const { name, dtype, shape, known } = planned;
  const [rows, ...inner] = shape;
  const knownShape = shapeOf(known);
  const rowShape = inner.map((size, at) => (size < 0 ? sizeOf(planned, knownShape[at + 1]) : size));
  const fixedRows = rows === undefined || rows >= 0 ? (rows ?? 1) : undefined;
  return { name, dtype, fixedRows, rowShape, hasRows: shape.length > 0, draws: drawsOf(planned, rowShape) };
}

/** The elements of one row, in their order; now and then all are zeros or ones. */
export function drawElements(tensor: DrawnTensor, reach: Reach, random: Random): readonly Cell[] {
  const numbers = tensor.dtype !== "object" && tensor.dtype !== "string" && tensor.dtype !== "bool";
  const constant = numbers && random.chance(0.06) ? random.pick(["0", "1"]) : undefined;
  return Array.from({ length: elementCount(tensor.rowShape) }, (_, at) => {
    const draw = tensor.draws[at % tensor.draws.length];
    return constant ?? draw?.(reach, random) ?? "null";
  });
}

/** Elements as lists within lists. */
export function nestedText(elements: readonly Cell[], shape: readonly number[]): string {
  const [size, ...inner] = shape;
  if (size === undefined) return elements[0] ?? "null";
  const each = elementCount(inner);
  return listText(
    Array.from({ length: size }, (_, at) => nestedText(elements.slice(at * each, (at + 1) * each), inner)),
  );
}

function sizeOf({ name }: PlannedTensor, known: number | undefined): number {
  if (known !== undefined) return known;
  const which = name === undefined ? "the input" : `input ${name}`;
  throw new GatewayError("load_failed", `${which} may be of any size and the model has no example of it`);
}

/** One for each column of a matrix, whose ranges differ; one for all elements of what has more dimensions. */
function drawsOf(planned: PlannedTensor, rowShape: readonly number[]): readonly DrawCell[] {
  const [columns = 0] = rowShape;
  const { known } = planned;
  if (rowShape.length !== 1 || !Array.isArray(known) || columns > 1000)
    return [drawOf(planned, leavesOf(known))];
  return Array.from({ length: columns }, (_, at) =>
    drawOf(
      planned,
      known.flatMap((row: unknown) => (Array.isArray(row) && at < row.length ? leavesOf(row[at]) : [])),
    ),
  );
}

function drawOf({ name, dtype, known }: PlannedTensor, cells: readonly Cell[]): DrawCell {
  const usual = known === undefined ? usualValues(dtype) : cells;
  const draw =
    dtype === "object"
      ? drawnCells({ kind: "any" }, usual)
      : drawnCells({ kind: "scalar", type: columnTypeOf[dtype] }, usual);
  if (draw) return isInteger(dtype) ? withinType(draw, integerLimits[dtype]) : draw;
  throw new GatewayError(
    "load_failed",
    `${name ?? "the input"} may hold anything and the model has no example of it`,
  );
}

/** Without an example: colours for bytes, from 0 to 1 for other numbers. */
function usualValues(dtype: DataType | "object"): readonly Cell[] {
  if (dtype === "uint8") return ["0", "255"];
  return dtype === "string" || dtype === "object" ? [] : ["0", "1"];
}

type IntegerType = keyof typeof integerLimits;

const integerLimits = {
  int8: [-128, 127],
  int16: [-32_768, 32_767],
  int32: [-2_147_483_648, 2_147_483_647],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint8: [0, 255],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
  uint64: [0, Number.MAX_SAFE_INTEGER],
} as const satisfies Partial<Record<DataType, readonly [min: number, max: number]>>;

function isInteger(dtype: DataType | "object"): dtype is IntegerType {
  return Object.hasOwn(integerLimits, dtype);
}

/** A number beyond its type is refused, with all rows beside it. */
function withinType(draw: DrawCell, [min, max]: readonly [min: number, max: number]): DrawCell {
  return (reach, random) => String(Math.min(max, Math.max(min, Number(draw(reach, random)))));
}
