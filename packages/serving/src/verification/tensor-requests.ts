import { elementCount } from "@switchyard/core";
import type { DrawPlan } from "./draw-plan.ts";
import type { Reach } from "./number-source.ts";
import { drawElements, drawnTensor, nestedText, type DrawnTensor } from "./draw-tensor.ts";
import { columnTypeOf } from "./drawn-cells.ts";
import { jsonRequest, type DrawnRequest } from "./drawn-request.ts";
import { oddCells } from "./odd-cells.ts";
import type { Random } from "./random.ts";
import { rowCounts } from "./row-counts.ts";
import { objectText, type Cell } from "./table.ts";

type TensorsPlan = Extract<DrawPlan, { readonly kind: "tensors" }>;
type Field = "inputs" | "instances";

const maxRequests = 200;
const maxOdd = 40;

/** Requests for a model of tensors: most as `inputs`, some as `instances`; what is odd is in a request of one row. */
export function tensorRequests(plan: TensorsPlan, random: Random): readonly DrawnRequest[] {
  const tensors = plan.tensors.map(drawnTensor);
  const counts = requestRows(tensors);
  const drawn = counts.map((rows, at) => {
    const reach = at % 2 === 0 ? "usual" : "wide";
    return sent(fieldAt(plan, at), drawBatches(tensors, { rows, reach }, random));
  });
  return [...drawn, ...oddRequests(tensors, random), oneElementLess(tensors, random)];
}

/** One form only where the example is all that is known. */
function fieldAt({ exampleField, tensors }: TensorsPlan, at: number): Field {
  if (exampleField === "inputs" || exampleField === "instances") return exampleField;
  const single = tensors.length === 1 && tensors[0]?.name === undefined;
  return single && at % 4 === 3 ? "instances" : "inputs";
}

function requestRows(tensors: readonly DrawnTensor[]): readonly number[] {
  const perRow = tensors.reduce((sum, { rowShape }) => sum + elementCount(rowShape), 0);
  const counts = rowCounts(perRow);
  const fixed = tensors.find(({ fixedRows }) => fixedRows !== undefined)?.fixedRows;
  if (fixed === undefined) return counts;
  const total = counts.reduce((sum, rows) => sum + rows, 0);
  const requests = Math.min(maxRequests, Math.ceil(total / Math.max(1, fixed)));
  return Array.from({ length: requests }, () => fixed);
}

/** A tensor with the elements of its rows. */
interface Batch {
  readonly tensor: DrawnTensor;
  readonly rows: readonly (readonly Cell[])[];
}

function drawBatches(
  tensors: readonly DrawnTensor[],
  { rows, reach }: { readonly rows: number; readonly reach: Reach },
  random: Random,
): readonly Batch[] {
  return tensors.map((tensor) => ({
    tensor,
    rows: Array.from({ length: tensor.fixedRows ?? rows }, () => drawElements(tensor, reach, random)),
  }));
}

function sent(field: Field, batches: readonly Batch[]): DrawnRequest {
  const texts = batches.map(({ tensor, rows }) => [tensor.name, batchText(tensor, rows)] as const);
  const [first] = texts;
  const value =
    texts.length === 1 && first?.[0] === undefined
      ? (first?.[1] ?? "[]")
      : objectText(texts.map(([name, text]) => [name ?? "", text]));
  const rows = batches.reduce((most, batch) => Math.max(most, batch.rows.length), 0);
  return jsonRequest(rows, objectText([[field, value]]));
}

function batchText({ rowShape, hasRows }: DrawnTensor, rows: Batch["rows"]): string {
  return nestedText(rows.flat(), hasRows ? [rows.length, ...rowShape] : rowShape);
}

/** Each with one odd element in its first row. */
function oddRequests(tensors: readonly DrawnTensor[], random: Random): readonly DrawnRequest[] {
  const odd = tensors.flatMap((tensor) =>
    oddElements(tensor, random).map((cell) => {
      const at = random.integer(0, elementCount(tensor.rowShape) - 1);
      const batches = drawBatches(tensors, { rows: 1, reach: "usual" }, random).map((batch) =>
        batch.tensor === tensor ? { tensor, rows: withElement(batch.rows, at, cell) } : batch,
      );
      return sent("inputs", batches);
    }),
  );
  return odd.slice(0, maxOdd);
}

function oddElements({ dtype, rowShape }: DrawnTensor, random: Random): readonly Cell[] {
  if (elementCount(rowShape) === 0) return [];
  const type = dtype === "object" ? undefined : columnTypeOf[dtype];
  return oddCells(type ? { kind: "scalar", type } : { kind: "any" }, [], random);
}

function withElement(rows: Batch["rows"], at: number, cell: Cell): Batch["rows"] {
  return rows.map((row, index) => (index === 0 ? row.with(at, cell) : row));
}

/** Of another shape than the model's. */
function oneElementLess(tensors: readonly DrawnTensor[], random: Random): DrawnRequest {
  const batches = drawBatches(tensors, { rows: 1, reach: "usual" }, random).map(({ tensor, rows }) => {
    const rowShape = tensor.rowShape.map((size, at) => (at === 0 ? Math.max(0, size - 1) : size));
    return { tensor: { ...tensor, rowShape }, rows: rows.map((row) => row.slice(0, elementCount(rowShape))) };
  });
  return sent("inputs", batches);
}
