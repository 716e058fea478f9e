import { elementCount, type ModelDescription, type ModelInput } from "@switchyard/core";
import { Cells } from "./cells.ts";
import { inputOf, isSameRow, type Layout } from "./layout.ts";
import { NumberScanner } from "./number-scanner.ts";
import { planOf, type PlainPlan } from "./plain-plan.ts";
import { readArray } from "./read-array.ts";
import { readRecords, readSplit, type Columns } from "./read-table.ts";
import { marks, type Source } from "./source.ts";

const split = Buffer.from('"dataframe_split"');
const records = Buffer.from('"dataframe_records"');
const inputs = Buffer.from('"inputs"');
const instances = Buffer.from('"instances"');

/** What several bodies hold, the rows of each below those of the one before. */
export interface JointInput {
  readonly input: ModelInput;
  /** How many rows each body has. */
  readonly rows: readonly number[];
}

/**
 * Reads bodies of MLflow's scoring protocol that are nothing but the numbers a model takes, straight into typed
 * arrays. Anything else about a body, however slight, is for the general way, whose results these are, too.
 */
export class PlainNumbers {
  readonly #cells = new Cells();
  #model: ModelDescription | undefined;
  #plan: PlainPlan | undefined;

  /** The input that a JSON body holds; undefined when the general way must say what it holds. */
  read(body: Uint8Array, model: ModelDescription): ModelInput | undefined {
    return this.readTogether([body], model, Infinity)?.input;
  }

  /** What JSON bodies hold whose rows are alike; undefined where they are not, or are more than `mostRows`. */
  readTogether(
    bodies: readonly Uint8Array[],
    model: ModelDescription,
    mostRows: number,
  ): JointInput | undefined {
    const plan = this.#planFor(model);
    if (!plan) return undefined;
    const cells = this.#cells;
    // Many rows are not read to the end in vain.
    cells.clear(mostRows * rowCells(plan));
    const layouts: Layout[] = [];
    let total = 0;
    for (const body of bodies) {
      const layout = readBody({ scanner: new NumberScanner(body), cells }, plan);
      const [first = layout] = layouts;
      if (!layout || !first || !isSameRow(first, layout)) return undefined;
      layouts.push(layout);
      total += layout.rows;
      if (total > mostRows) return undefined;
    }
    const [first] = layouts;
    const input = first && inputOf(cells, plan, { rows: total, row: first.row });
    return input && { input, rows: layouts.map(({ rows }) => rows) };
  }

  #planFor(model: ModelDescription): PlainPlan | undefined {
    if (model !== this.#model) {
      this.#model = model;
      this.#plan = planOf(model);
    }
    return this.#plan;
  }
}

/** How many numbers a row has; infinitely many where that is for the caller to say. */
function rowCells(plan: PlainPlan): number {
  if (plan.kind === "columns") return plan.columns.length;
  const sizes = plan.tensor.shape.slice(1);
  return sizes.includes(-1) ? Infinity : elementCount(sizes);
}

function readBody(source: Source, plan: PlainPlan): Layout | undefined {
  const { scanner } = source;
  if (!scanner.takes(marks.openObject)) return undefined;
  const layout = readData(source, plan);
  return layout && scanner.takes(marks.closeObject) && scanner.isAtEnd() ? layout : undefined;
}

function readData(source: Source, plan: PlainPlan): Layout | undefined {
  const { scanner, cells } = source;
  if (plan.kind === "tensor") {
    if (!scanner.takesKey(inputs) && !scanner.takesKey(instances)) return undefined;
    const [rows, ...row] = readArray(source, plan.tensor) ?? [];
    return rows === undefined ? undefined : { rows, row };
  }
  const before = cells.length;
  const row = readColumns(source, plan);
  return row && { rows: (cells.length - before) / row.length, row };
}

function readColumns(
  source: Source,
  { columns }: Extract<PlainPlan, { kind: "columns" }>,
): Columns | undefined {
  if (source.scanner.takesKey(split)) return readSplit(source, columns);
  return source.scanner.takesKey(records) ? readRecords(source, columns) : undefined;
}
