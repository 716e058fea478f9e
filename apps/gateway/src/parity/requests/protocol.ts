import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { jsonRequest, type ParityRequest } from "./parity-request.ts";

const contentTypes = [
  "application/json; charset=utf-8",
  "application/json;charset=UTF-8",
  " application/json ",
  'application/json; charset="utf-8"',
  "application/json; charset=latin-1",
  "application/json; charset=utf8",
  "application/json;",
  "application/json; something=something",
  "Application/JSON",
  "application/json; charset",
  "application/json; charset=utf-8; charset=utf-8",
  "application/json; Charset=utf-8",
  "text/json",
  "text/plain",
  "application/x-www-form-urlencoded",
  "application/octet-stream",
  "*/*",
  "text/csv; header=present",
  "TEXT/CSV",
  "application/json, text/csv",
  "json",
  "application/vnd.apache.parquet; charset=utf-16",
  "application/json; format=pandas-split",
  "application/json; charset=utf-8;",
];

const bodies = [
  "",
  " ",
  "{",
  "}",
  "null",
  "[]",
  "{}",
  "1",
  "1.5",
  '"text"',
  "true",
  "[1]",
  "this is,,,, not valid json",
  '{"data": [1]}',
  "{'inputs': [1]}",
  '{"inputs": [1],}',
  '{"dataframe_split": []}',
  '{"dataframe_split": {}}',
  '{"dataframe_split": null}',
  '{"dataframe_split": 1}',
  '{"dataframe_split": "x"}',
  '{"dataframe_split": {"data": [[1]], "extra": 1}}',
  '{"dataframe_split": {"columns": ["a"]}}',
  '{"dataframe_split": {"columns": ["a"], "data": null}}',
  '{"dataframe_split": {"columns": ["a"], "data": []}}',
  '{"dataframe_split": {"columns": ["a"], "index": [0, 1], "data": [[1], [2], [3]]}}',
  '{"dataframe_split": {"columns": ["a"], "index": [0, 1], "data": [[1]]}}',
  '{"dataframe_split": {"columns": ["a"], "data": [[1, 2]]}}',
  '{"dataframe_split": {"columns": "a", "data": [[1]]}}',
  '{"dataframe_split": {"columns": ["a"], "data": 1}}',
  '{"dataframe_split": {"columns": ["a"], "data": "x"}}',
  '{"dataframe_split": {"columns": ["a"], "data": {"a": [1]}}}',
  '{"dataframe_split": {"columns": [["a", "b"]], "data": [[1]]}}',
  '{"dataframe_split": {"columns": [null], "data": [[1]]}}',
  '{"dataframe_split": {"columns": [1.5], "data": [[1]]}}',
  '{"dataframe_split": {"columns": [true], "data": [[1]]}}',
  '{"dataframe_split": {"columns": ["a"], "index": "x", "data": [[1]]}}',
  '{"dataframe_records": {}}',
  '{"dataframe_records": null}',
  '{"dataframe_records": 1}',
  '{"dataframe_records": []}',
  '{"dataframe_records": [{}]}',
  '{"dataframe_records": [1, 2]}',
  '{"dataframe_records": [[1, 2], [3, 4]]}',
  '{"dataframe_records": [null]}',
  '{"dataframe_records": ["ab"]}',
  '{"dataframe_records": [{"a": 1}, 2]}',
  '{"dataframe_records": [{"a": 1}, [2]]}',
  '{"dataframe_records": [[1], [2, 3]]}',
  '{"dataframe_records": [[], []]}',
  '{"dataframe_records": [], "dataframe_split": {"data": []}}',
  '{"instances": [], "inputs": []}',
  '{"inputs": {}}',
  '{"inputs": []}',
  '{"inputs": null}',
  '{"inputs": ""}',
  '{"inputs": 1}',
  '{"inputs": true}',
  '{"inputs": [[]]}',
  '{"inputs": [{}]}',
  '{"inputs": [[[[[[1]]]]]]}',
  '{"inputs": [1, [2]]}',
  '{"inputs": [{"a": 1}, 2]}',
  '{"instances": {}}',
  '{"instances": []}',
  '{"instances": null}',
  '{"instances": 1}',
  '{"instances": [{}]}',
  '{"instances": [{"a": 1}, 2]}',
  '{"instances": [1, {"a": 1}]}',
  '{"instances": [{"a": 1}, {"b": 1}]}',
  '{"instances": [{"a": [1, 2]}, {"a": [3]}]}',
];

const chat = [
  '{"messages": [{"role": "user", "content": "x"}]}',
  '{"prompt": "x"}',
  '{"input": "x"}',
  '{"input": [[1.0, 2.0]]}',
  '{"input": 1.0, "inputs": [[1.0]]}',
  '{"input": [1.0], "max_tokens": 3}',
  '{"prompt": [1.0], "messages": [2.0]}',
  '{"messages": null}',
];

/** What is wrong whatever the model is, and what every body may be wrapped in; `example` is a good body. */
export function protocolRequests(example: string): readonly ParityRequest[] {
  const typed = contentTypes.map((type) => request(`content type ${type}`, type, example));
  const untyped = request("no content type", undefined, Buffer.from(example));
  const broken = [...bodies, ...chat].map((body) =>
    jsonRequest("protocol", `body ${body.slice(0, 60)}`, body),
  );
  const odd = wrapped(example).map(([name, body]) => request(name, "application/json", body));
  const csv = "text/csv";
  const parquet = "application/vnd.apache.parquet";
  return [
    ...typed,
    untyped,
    ...broken,
    ...odd,
    ...encoded(example),
    request("CSV without anything", csv, ""),
    request("CSV of blanks", csv, "\n\n"),
    request("CSV that is no UTF-8", csv, Uint8Array.of(0x61, 0x0a, 0xff)),
    request("JSON sent as CSV", csv, example),
    request("Parquet without anything", parquet, ""),
    request("JSON sent as Parquet", parquet, example),
  ];
}

function encoded(example: string): readonly ParityRequest[] {
  const codings = [
    ["gzip", gzipSync(example)],
    ["deflate", deflateSync(example)],
    ["br", brotliCompressSync(example)],
  ] as const;
  return codings.map(([contentEncoding, body]) => ({
    category: "protocol",
    name: `encoded with ${contentEncoding}`,
    contentType: "application/json",
    contentEncoding,
    body: new Uint8Array(body),
  }));
}

function request(name: string, contentType: string | undefined, body: ParityRequest["body"]): ParityRequest {
  return { category: "protocol", name, contentType, body };
}

function wrapped(example: string): readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[] {
  const bytes = Buffer.from(example);
  const utf16 = Buffer.from(example, "utf16le");
  return [
    ["the example", example],
    ["blanks around", ` \n\t${example}\r\n `],
    ["a byte order mark", `\u{feff}${example}`],
    ["UTF-16", Uint8Array.from([0xff, 0xfe, ...utf16])],
    ["UTF-16 without a mark", Uint8Array.from(utf16)],
    ["no UTF-8", Uint8Array.from([...bytes.subarray(0, -1), 0x20, 0xff, 0x7d])],
    ["a letter after the end", `${example}x`],
    ["twice", `${example}${example}`],
    ["a field twice", example.replace(/^\{/, '{"inputs": 1, ')],
    ["nested too deep", `{"inputs": ${"[".repeat(1100)}1${"]".repeat(1100)}}`],
    ["an integer of 400 digits", `{"inputs": [${"9".repeat(400)}]}`],
    ["an integer of 5000 digits", `{"inputs": [${"9".repeat(5000)}]}`],
    ["a comment", `${example.slice(0, -1)} /* x */}`],
    ["a control character in a text", '{"inputs": ["a\u0001b"]}'],
    ["a lone surrogate", '{"inputs": ["\\ud83d"]}'],
  ];
}
