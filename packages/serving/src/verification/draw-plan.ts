import {
  GatewayError,
  type ColumnSpec,
  type ModelManifest,
  type ParamSpec,
  type SignatureTensorSpec,
} from "@switchyard/core";
import { arraysOfExample, tableOfExample, type Example } from "./example.ts";
import { inferredColumns, inferredTensors } from "./inferred-inputs.ts";
import type { Cell, Table } from "./table.ts";
import { isRecord } from "./written-json.ts";

/** A column to draw, with the cells that the example has in it, a row each. */
export interface PlannedColumn extends ColumnSpec {
  readonly known: readonly Cell[];
}

/** A tensor to draw, with the example's array for it, where there is one. */
export interface PlannedTensor extends SignatureTensorSpec {
  readonly known: unknown;
}

/** What a model takes, and what is known of it. Without a signature the forms that a model takes are the example's. */
export type DrawPlan = (
  | { readonly kind: "columns"; readonly columns: readonly PlannedColumn[] }
  | { readonly kind: "tensors"; readonly tensors: readonly PlannedTensor[] }
) & { readonly exampleField: Example["field"] | undefined; readonly params: readonly ParamSpec[] };

/** What there is to draw for a model. Throws `load_failed` where neither signature nor example says it. */
export function drawPlan({ signature }: ModelManifest, example: Example | undefined): DrawPlan {
  const params = signature?.params ?? [];
  const inputs = signature?.inputs;
  if (inputs?.kind === "columns") {
    const table = example && tableOfExample(example);
    return { ...plannedColumns(inputs.columns, table), exampleField: undefined, params };
  }
  if (inputs?.kind === "tensors")
    return { ...plannedTensors(inputs.tensors, example), exampleField: undefined, params };
  if (example) return { ...planOfExample(example), exampleField: example.field, params };
  throw new GatewayError(
    "load_failed",
    "the model has neither an input signature nor an input example: there is nothing to verify with",
  );
}

type Drawn =
  | Pick<Extract<DrawPlan, { kind: "columns" }>, "kind" | "columns">
  | Pick<Extract<DrawPlan, { kind: "tensors" }>, "kind" | "tensors">;

function plannedColumns(specs: readonly ColumnSpec[], table: Table | undefined): Drawn {
  const columns = specs.map((spec, position) => {
    const at = spec.name === undefined ? position : columnAt(table, spec.name, specs.length);
    const cells = (table?.rows ?? []).flatMap((row) => row[at] ?? []);
    return { ...spec, known: cells };
  });
  return { kind: "columns", columns };
}

/** A list without names is the one named column's. */
function columnAt(table: Table | undefined, name: string, columns: number): number {
  if (table?.names) return table.names.indexOf(name);
  return columns === 1 ? 0 : -1;
}

function plannedTensors(specs: readonly SignatureTensorSpec[], example: Example | undefined): Drawn {
  const arrays = example ? arraysOfExample(example) : {};
  const tensors = specs.map((spec) => {
    const alone = specs.length === 1 && Object.hasOwn(arrays, "") ? arrays[""] : undefined;
    const named = spec.name !== undefined && Object.hasOwn(arrays, spec.name) ? arrays[spec.name] : alone;
    return { ...spec, known: named };
  });
  return { kind: "tensors", tensors };
}

function planOfExample(example: Example): Drawn {
  const table = tableOfExample(example);
  const records = Array.isArray(example.value) && example.value.some(isRecord);
  if (example.field.startsWith("dataframe") || records) return plannedColumns(inferredColumns(table), table);
  return plannedTensors(inferredTensors(arraysOfExample(example)), example);
}
