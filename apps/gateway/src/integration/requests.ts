import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { sampleRegistry } from "../testing/sample-models.ts";
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
const transcript = z.array(
  z.object({
    name: z.string(),
    contentType: z.string(),
    body: z.string(),
    status: z.number(),
    response: z.unknown(),
  }),
);

/** What a model is asked: its own example in every form, bodies that nobody can answer, and what was recorded. */
export function requestsFor({ name, inputExample }: SampleVersion): readonly SampleRequest[] {
  return [...formsOf(inputExample), ...bad(inputExample), ...recorded(name)];
}

function formsOf(inputExample: string): readonly SampleRequest[] {
  const example = { name: "input example", contentType: json, body: inputExample };
  const parsed = split.safeParse(JSON.parse(inputExample));
  if (!parsed.success) return [example];
  const { columns, data } = parsed.data.dataframe_split;
  const records = data.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
  const byColumn = Object.fromEntries(
    columns.map((column, index) => [column, data.map((row) => row[index])]),
  );
  const csv = [columns, ...data].map((row) => row.map(csvCell).join()).join("\n");
  return [
    example,
    {
      name: "input example as records",
      contentType: json,
      body: JSON.stringify({ dataframe_records: records }),
    },
    { name: "input example as instances", contentType: json, body: JSON.stringify({ instances: records }) },
    { name: "input example as inputs", contentType: json, body: JSON.stringify({ inputs: byColumn }) },
    { name: "input example as CSV", contentType: "text/csv", body: `${csv}\n` },
  ];
}

function csvCell(value: unknown): string {
  return typeof value === "string" ? `"${value.replaceAll('"', '""')}"` : JSON.stringify(value);
}

function bad(inputExample: string): readonly SampleRequest[] {
  const bodies = ["", "{", "null", "[]", "{}", "1", '"text"', '{"data":[1]}', '{"dataframe_split":[]}'];
  const more = [
    '{"dataframe_records":{}}',
    '{"instances":[],"inputs":[]}',
    '{"inputs":{}}',
    `${inputExample}x`,
  ];
  return [...bodies, ...more]
    .map((body) => ({ name: `bad body ${body.slice(0, 40)}`, contentType: json, body }))
    .concat({ name: "example as text/plain", contentType: "text/plain", body: inputExample });
}

function recorded(model: string): readonly SampleRequest[] {
  const file = join(sampleRegistry, "../training/transcripts", `${model}.json`);
  if (!existsSync(file)) return [];
  const exchanges = transcript.parse(JSON.parse(readFileSync(file, "utf8")));
  return exchanges.map(({ name, contentType, body, status, response }) => ({
    name: `recorded: ${name}`,
    contentType,
    body,
    recorded: { status, response },
  }));
}
