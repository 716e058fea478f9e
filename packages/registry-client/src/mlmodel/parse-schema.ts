import { dataTypes, type ColumnSpec, type Schema, type SignatureTensorSpec } from "@switchyard/core";
import { z } from "zod";
import { isRequired, parseColumnType, typeSpec } from "./parse-column-type.ts";
import { parsePythonJson } from "./parse-python-json.ts";

/** Reads the JSON text of a signature's inputs or outputs, and checks what MLflow checks. */
export function parseSchema(text: string, part: "inputs" | "outputs"): Schema {
  const entries = z
    .array(z.looseObject({ type: z.string() }))
    .min(1)
    .parse(parsePythonJson(text));
  const tensors = entries.filter((entry) => entry.type === "tensor").length;
  if (tensors > 0 && tensors < entries.length) throw new Error(`${part} mix columns and tensors`);
  return tensors > 0 ? parseTensors(entries, part) : parseColumns(entries, part);
}

const namedSpec = z.intersection(z.object({ name: z.string().nullish() }), typeSpec);

function parseColumns(entries: readonly unknown[], part: "inputs" | "outputs"): Schema {
  const columns = entries.map((entry, index): ColumnSpec => {
    const spec = namedSpec.parse(entry);
    const name = spec.name ?? undefined;
    return { name, type: parseColumnType(spec, name ?? `column ${index}`), required: isRequired(spec) };
  });
  checkNames(columns, part);
  const loose = part === "inputs" && columns[0]?.name === undefined && columns.some(isOptionalScalar);
  if (loose) throw new Error("inputs without names must all be required");
  return { kind: "columns", columns };
}

/** An unnamed composite input says nothing of being required, and is accepted. */
function isOptionalScalar({ type, required }: ColumnSpec): boolean {
  return type.kind === "scalar" && !required;
}

const tensorSpec = z.object({
  name: z.string().nullish(),
  "tensor-spec": z.object({ dtype: z.string(), shape: z.array(z.number().int().min(-1)) }),
});

function parseTensors(entries: readonly unknown[], part: string): Schema {
  const tensors = entries.map((entry): SignatureTensorSpec => {
    const { name, "tensor-spec": spec } = tensorSpec.parse(entry);
    return { name: name ?? undefined, dtype: parseDtype(spec.dtype), shape: spec.shape };
  });
  checkNames(tensors, part);
  if (tensors.length > 1 && tensors[0]?.name === undefined)
    throw new Error(`${part} of several tensors need names`);
  return { kind: "tensors", tensors };
}

/** NumPy's name of an element type; texts of any width are `string` here. */
function parseDtype(name: string): SignatureTensorSpec["dtype"] {
  if (name === "object") return name;
  if (/^(?:str\d*|[<>|=]?U\d*|bytes\d*|[|]?S\d*)$/.test(name)) return "string";
  const dtype = dataTypes.find((each) => each === name);
  if (dtype) return dtype;
  throw new Error(`unknown tensor dtype "${name}"`);
}

function checkNames(specs: readonly { readonly name: string | undefined }[], part: string): void {
  const named = specs.filter((spec) => spec.name !== undefined).length;
  if (named > 0 && named < specs.length) throw new Error(`${part} must be all named or all unnamed`);
}
