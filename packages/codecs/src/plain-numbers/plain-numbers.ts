import type { ModelDescription, ModelInput } from "@switchyard/core";
import { Cells } from "./cells.ts";
import { NumberScanner } from "./number-scanner.ts";
import { planOf, type PlainPlan } from "./plain-plan.ts";
import { readArray } from "./read-array.ts";
import { readRecords, readSplit } from "./read-table.ts";
import { marks, type Source } from "./source.ts";

const split = Buffer.from('"dataframe_split"');
const records = Buffer.from('"dataframe_records"');
const inputs = Buffer.from('"inputs"');
const instances = Buffer.from('"instances"');

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
    if (model !== this.#model) {
      this.#model = model;
      this.#plan = planOf(model);
    }
    if (!this.#plan) return undefined;
    this.#cells.clear();
    return readBody({ scanner: new NumberScanner(body), cells: this.#cells }, this.#plan);
  }
}

function readBody(source: Source, plan: PlainPlan): ModelInput | undefined {
  const { scanner } = source;
  if (!scanner.takes(marks.openObject)) return undefined;
  const input = readData(source, plan);
  return input && scanner.takes(marks.closeObject) && scanner.isAtEnd() ? input : undefined;
}

function readData(source: Source, plan: PlainPlan): ModelInput | undefined {
  const { scanner } = source;
  if (plan.kind === "tensor")
    return scanner.takesKey(inputs) || scanner.takesKey(instances)
      ? readArray(source, plan.tensor)
      : undefined;
  if (scanner.takesKey(split)) return readSplit(source, plan.columns);
  return scanner.takesKey(records) ? readRecords(source, plan.columns) : undefined;
}
