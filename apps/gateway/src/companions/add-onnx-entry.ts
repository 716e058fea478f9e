import { GatewayError } from "@switchyard/core";
import { isMap, isScalar, parseDocument, stringify } from "yaml";

/** An `MLmodel` file with an `onnx` entry among its flavors; all else stays as it is written. */
export function addOnnxEntry(mlmodel: string, entry: Readonly<Record<string, unknown>>): string {
  const text = withoutOnnx(mlmodel);
  const start = startOfFlavors(text);
  const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  const lines = stringify({ onnx: entry }, { schema: "yaml-1.1", lineWidth: 0 }).trimEnd().split("\n");
  return `${text.slice(0, start)}${lines.join(`\n${indent}`)}\n${indent}${text.slice(start)}`;
}

function withoutOnnx(mlmodel: string): string {
  const document = read(mlmodel);
  const flavors = document.get("flavors");
  if (!isMap(flavors) || !flavors.delete("onnx")) return mlmodel;
  return document.toString({ lineWidth: 0 });
}

/** Where the first flavor's name stands. */
function startOfFlavors(text: string): number {
  const flavors = read(text).get("flavors");
  const first = isMap(flavors) && flavors.flow !== true ? flavors.items[0]?.key : undefined;
  if (isScalar(first) && first.range) return first.range[0];
  throw new GatewayError("load_failed", "MLmodel: flavors: expected at least one, each on lines of its own");
}

function read(text: string): ReturnType<typeof parseDocument> {
  // Texts only: what MLflow wrote must not be read as something else and written back.
  return parseDocument(text, { schema: "failsafe", uniqueKeys: false, logLevel: "error" });
}
