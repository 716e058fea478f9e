import type { AskedTensor, AskedTensors, OpenOutput } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { found, pythonList } from "../json/found.ts";
import { isJsonList, isJsonObject, propertyOf, type JsonObject, type JsonValue } from "../json/json-value.ts";
import { parametersOf } from "./sent-request.ts";

/** Which outputs a request wants, and which of them as bytes; all of them where it names none. */
export function askedTensors(json: JsonObject, outputs: readonly OpenOutput[]): AskedTensors {
  const binary = flagIn(parametersOf(json, ""), "binary_data_output", "") ?? false;
  const written = propertyOf(json, "outputs") ?? [];
  if (!isJsonList(written))
    throw invalidRequest(`outputs: expected a list of tensors, found ${found(written)}`);
  const names = outputs.map(({ name }) => name);
  const named = written.map((each, index) => askedTensor(each, { index, names, binary }));
  return { id: idOf(json), outputs: named.length > 0 ? named : names.map((name) => ({ name, binary })) };
}

interface Asking {
  readonly index: number;
  /** Of the outputs that there are. */
  readonly names: readonly string[];
  /** What stands for the whole request. */
  readonly binary: boolean;
}

function askedTensor(json: JsonValue, { index, names, binary }: Asking): AskedTensor {
  const place = `outputs[${index}]`;
  const name = isJsonObject(json) ? propertyOf(json, "name") : undefined;
  if (!isJsonObject(json) || typeof name !== "string")
    throw invalidRequest(`${place}.name: expected a text, found ${found(name)}`);
  if (!names.includes(name))
    throw invalidRequest(
      `unexpected inference output ${found(name)} for the model; it gives ${pythonList(names)}`,
    );
  const parameters = parametersOf(json, `${place}.`);
  for (const unsupported of ["classification", "shared_memory_region"])
    if (Object.hasOwn(parameters, unsupported))
      throw invalidRequest(`output '${name}': ${unsupported} is not supported`);
  return { name, binary: flagIn(parameters, "binary_data", `${place}.`) ?? binary };
}

function flagIn(parameters: JsonObject, name: string, place: string): boolean | undefined {
  const value = propertyOf(parameters, name);
  if (value === undefined || typeof value === "boolean") return value;
  throw invalidRequest(`${place}parameters.${name}: expected true or false, found ${found(value)}`);
}

function idOf(json: JsonObject): string | undefined {
  const id = propertyOf(json, "id");
  if (id === undefined || typeof id === "string") return id;
  throw invalidRequest(`id: expected a text, found ${found(id)}`);
}
