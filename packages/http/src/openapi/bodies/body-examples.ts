import { openInputs, type ModelDescription } from "@switchyard/core";
import { z } from "zod";

/** Bodies that a model answers, as far as its input example gives them. */
export interface BodyExamples {
  readonly invocations?: unknown;
  readonly predict?: unknown;
  readonly infer?: unknown;
  readonly csv?: string;
}

const table = z.object({
  dataframe_split: z.object({ columns: z.array(z.string()), data: z.array(z.array(z.unknown())).min(1) }),
});
type Table = z.infer<typeof table>["dataframe_split"];

/** The example that MLflow keeps beside a model, and what it is in the other forms, where it is a table. */
export function bodyExamples(example: unknown, description: ModelDescription | undefined): BodyExamples {
  if (example === undefined) return {};
  const split = table.safeParse(example).data?.dataframe_split;
  if (!split || description?.signature?.inputs?.kind !== "columns") return { invocations: example };
  const csv = csvOf(split);
  return {
    invocations: example,
    predict: firstRow(split),
    infer: tensorsOf(split, description),
    ...(csv !== undefined && { csv }),
  };
}

function firstRow({ columns, data }: Table): unknown {
  return Object.fromEntries(columns.map((name, index) => [name, data[0]?.[index]]));
}

function tensorsOf({ columns, data }: Table, description: ModelDescription): unknown {
  const inputs = openInputs(description).map(({ name, datatype, shape }) => ({
    name,
    datatype,
    shape: [data.length, ...shape.slice(1)],
    data: data.map((row) => row[columns.indexOf(name)]),
  }));
  return { inputs };
}

function csvOf({ columns, data }: Table): string | undefined {
  const cells = data.flat();
  if (!cells.every((cell) => typeof cell === "string" || typeof cell === "number")) return undefined;
  return [columns, ...data].map((row) => `${row.map(csvCell).join(",")}\n`).join("");
}

function csvCell(cell: unknown): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
