import { z } from "zod";
import { readTranscripts } from "../testing/transcripts.ts";
import type { SampleVersion } from "./samples.ts";

/** A request to a model, with the answer that was recorded of MLflow, if one was. */
export interface SampleRequest {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
  readonly recorded?: { readonly status: number; readonly response: unknown };
}

const json = "application/json";
const split = z.object({
  dataframe_split: z.object({ columns: z.array(z.string()), data: z.array(z.array(z.unknown())) }),
});
const transcripts = readTranscripts();

/** What a model is asked: its own example in every form, bodies that nobody can answer, and what was recorded. */
export function requestsFor({ name, example }: SampleVersion): readonly SampleRequest[] {
  return [...formsOf(example), ...bad(example), ...recorded(name)];
}

function formsOf(example: string): readonly SampleRequest[] {
  const whole = { name: "example", contentType: json, body: example };
  const parsed = split.safeParse(JSON.parse(example));
  if (!parsed.success) return [whole];
  const { columns, data } = parsed.data.dataframe_split;
  const records = data.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
  const byColumn = Object.fromEntries(
    columns.map((column, index) => [column, data.map((row) => row[index])]),
  );
  const csv = [columns, ...data].map((row) => row.map(csvCell).join()).join("\n");
  return [
    whole,
    {
      name: "example as records",
      contentType: json,
      body: JSON.stringify({ dataframe_records: records }),
    },
    { name: "example as instances", contentType: json, body: JSON.stringify({ instances: records }) },
    { name: "example as inputs", contentType: json, body: JSON.stringify({ inputs: byColumn }) },
    { name: "example as CSV", contentType: "text/csv", body: `${csv}\n` },
  ];
}

function csvCell(value: unknown): string {
  return typeof value === "string" ? `"${value.replaceAll('"', '""')}"` : JSON.stringify(value);
}

function bad(example: string): readonly SampleRequest[] {
  const bodies = ["", "{", "null", "[]", "{}", "1", '"text"', '{"data":[1]}', '{"dataframe_split":[]}'];
  const more = ['{"dataframe_records":{}}', '{"instances":[],"inputs":[]}', '{"inputs":{}}', `${example}x`];
  return [...bodies, ...more]
    .map((body) => ({ name: `bad body ${body.slice(0, 40)}`, contentType: json, body }))
    .concat({ name: "example as text/plain", contentType: "text/plain", body: example });
}

function recorded(model: string): readonly SampleRequest[] {
  const exchanges = transcripts.find((each) => each.model === model)?.exchanges ?? [];
  return exchanges.map(({ name, contentType, body, status, response }) => ({
    name: `recorded: ${name}`,
    contentType,
    body,
    recorded: { status, response },
  }));
}
