import { expect, test } from "vitest";
import { decoding, outcome } from "./testing/decoding.ts";
import { samples } from "./testing/models.ts";

const body = '{"inputs": ["some news"]}';
const model = samples["topic-classification"];

test.for([
  "application/json",
  " application/json ",
  "application/json; charset=utf-8",
  "application/json;charset=UTF-8",
])("reads %s", (contentType) => {
  expect(outcome(body, model, contentType)).toMatchObject({ rows: 1 });
});

test.for([
  ["", "The Content-Type header is missing"],
  ["application/json;", "Unrecognized content type parameters"],
  ["application/json; version=1", "Unrecognized content type parameters: version=1"],
  ["application/json; charset=latin-1", "only supports UTF-8"],
  ['application/json; charset="utf-8"', "only supports UTF-8"],
  ["application/json; charset", "only supports UTF-8"],
  ["application/json; charset=utf-8; charset=ascii", "only supports UTF-8"],
  ["Application/JSON", "only supports the following content types: application/json, text/csv"],
  ["text/plain; version=1", "Unrecognized content type parameters"],
  ["text/plain", "Got 'text/plain'"],
  ["application/parquet", "only supports the following content types"],
  ["image/png", "only supports the following content types"],
  ["application/octet-stream", "only supports the following content types"],
] as const)("refuses the content type %j", ([contentType, message]) => {
  const refusal = decoding(body, model, contentType);
  expect(refusal).toContain("unsupported_media_type: ");
  expect(refusal).toContain(message);
});
