import { datatypes, dtypeOfDatatype, headerBytesOf, type DataType } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import { isJsonList, isJsonObject, propertyOf, type JsonObject, type JsonValue } from "../json/json-value.ts";
import { readJson } from "../json/read-json.ts";
import { liftNumbers, type Lifted } from "./lift-numbers.ts";

/** One input as it was sent: its elements are in the JSON, or bytes behind it. */
export interface SentTensor {
  readonly name: string;
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly elements: { readonly json: JsonValue | Float64Array } | { readonly bytes: Uint8Array };
}

/** The JSON of a request, and the tensors that were sent with it. */
export interface SentRequest {
  readonly json: JsonObject;
  readonly inputs: readonly SentTensor[];
}

/** The JSON in front of the tensors, and their bytes; a length of 0 says that all of it is one tensor. */
export interface SplitBody {
  readonly json: Uint8Array;
  readonly bytes: Uint8Array;
}

const none = new Uint8Array(0);

/** Splits a body where its header ends; one without says it is JSON alone. */
export function splitBody(contentType: string, body: Uint8Array): SplitBody {
  const headerBytes = headerBytesOf(contentType);
  if (headerBytes === undefined) return { json: body, bytes: none };
  if (headerBytes > body.length)
    throw invalidRequest(
      `Inference-Header-Content-Length: ${headerBytes} is more than the ${body.length} bytes of the body`,
    );
  return { json: body.subarray(0, headerBytes), bytes: body.subarray(headerBytes) };
}

/** Reads the JSON of a request, and finds the bytes of each input that has them behind it. */
export function readRequest(
  { json: header, bytes }: SplitBody,
  { exact }: Parameters<typeof readJson>[1],
): SentRequest {
  const lifted = exact ? { json: header, lists: noLists } : liftNumbers(header);
  const json = readJson(lifted.json, { exact });
  if (!isJsonObject(json)) throw invalidRequest(`body: expected an object with inputs, found ${found(json)}`);
  const written = propertyOf(json, "inputs");
  if (!isJsonList(written) || written.length === 0)
    throw invalidRequest(`inputs: expected a list of tensors, found ${found(written)}`);
  const inputs: SentTensor[] = [];
  let offset = 0;
  for (const [index, each] of written.entries()) {
    const input = readInput(each, index, { lists: lifted.lists, rest: bytes.subarray(offset) });
    if (inputs.some(({ name }) => name === input.name))
      throw invalidRequest(`inputs[${index}].name: input '${input.name}' is given more than once`);
    inputs.push(input);
    if ("bytes" in input.elements) offset += input.elements.bytes.length;
  }
  if (offset < bytes.length)
    throw invalidRequest(`unexpected additional input data: ${bytes.length - offset} bytes behind the last`);
  return { json, inputs };
}

/** The parameters of a request or a tensor; an object without any where there are none. */
export function parametersOf(json: JsonObject, place: string): JsonObject {
  const parameters = propertyOf(json, "parameters") ?? {};
  if (isJsonObject(parameters)) return parameters;
  throw invalidRequest(`${place}parameters: expected an object, found ${found(parameters)}`);
}

const noLists: Lifted["lists"] = new Map();

/** What an input's elements may be besides JSON. */
interface Beside extends Pick<Lifted, "lists"> {
  /** Behind the JSON, from where its own begin. */
  readonly rest: Uint8Array;
}

function readInput(json: JsonValue, index: number, beside: Beside): SentTensor {
  const place = `inputs[${index}]`;
  if (!isJsonObject(json)) throw invalidRequest(`${place}: expected an object, found ${found(json)}`);
  const name = propertyOf(json, "name");
  if (typeof name !== "string" || name === "")
    throw invalidRequest(`${place}.name: expected a text, found ${found(name)}`);
  const label = `input '${name}'`;
  const elements = readElements(json, label, beside);
  return { name, dtype: readDatatype(json, label), shape: readShape(json, label), elements };
}

function readElements(json: JsonObject, label: string, { lists, rest }: Beside): SentTensor["elements"] {
  const parameters = parametersOf(json, `${label}: `);
  if (Object.hasOwn(parameters, "shared_memory_region"))
    throw invalidRequest(`${label}: shared memory is not supported; send data or binary_data_size`);
  const size = propertyOf(parameters, "binary_data_size");
  const data = propertyOf(json, "data");
  if (size === undefined && data === undefined)
    throw invalidRequest(`${label}: expected data or binary_data_size, found neither`);
  if (size === undefined) return { json: lists.get(data) ?? data ?? null };
  if (data !== undefined) throw invalidRequest(`${label}: expected data or binary_data_size, found both`);
  if (!isCount(size))
    throw invalidRequest(`${label}: binary_data_size: expected a number of bytes, found ${found(size)}`);
  if (size <= rest.length) return { bytes: rest.subarray(0, size) };
  throw invalidRequest(
    `${label}: binary_data_size says ${size} bytes, but only ${rest.length} are left of the body` +
      (rest.length === 0 ? "; is the header Inference-Header-Content-Length missing or too large?" : ""),
  );
}

function readDatatype(json: JsonObject, label: string): DataType {
  const written = propertyOf(json, "datatype");
  const dtype = typeof written === "string" ? dtypeOfDatatype(written) : undefined;
  if (dtype !== undefined) return dtype;
  throw invalidRequest(
    `${label}: datatype: expected one of ${datatypes.join(", ")}, found ${found(written)}`,
  );
}

const mostDimensions = 64;

function readShape(json: JsonObject, label: string): readonly number[] {
  const written = propertyOf(json, "shape");
  if (!isJsonList(written) || written.length > mostDimensions)
    throw invalidRequest(`${label}: shape: expected a list of sizes, found ${found(written)}`);
  return written.map((size) => {
    if (isCount(size)) return size;
    throw invalidRequest(`${label}: shape: expected sizes of 0 or more, found ${found(size)}`);
  });
}

function isCount(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
