import { field, message, number, text } from "./messages.ts";
import { externalWeights, valueInfo } from "./onnx-file.ts";

export interface ZipMapFileOptions {
  readonly labels: readonly string[] | readonly number[];
  /** Whether `scores` is an output too. */
  readonly scoresToo?: boolean;
  /** Names of the outputs that are maps. */
  readonly maps?: readonly string[];
  /** Whether a node of the graph reads the map, and gives it out as `copy`. */
  readonly isRead?: boolean;
  /** File beside the model with two floats that are added to `x`. */
  readonly externalData?: string;
}

/** The bytes of a classifier as skl2onnx writes it: `scores` is the input `x`, [rows, 2], and goes out as maps. */
export function zipMapFile(options: ZipMapFileOptions): Uint8Array {
  const { scoresToo = false, maps = ["probability"], isRead = false, externalData } = options;
  const copied = isRead ? ["copy"] : [];
  const add = externalData !== undefined;
  const graph = message(
    field(1, node(add ? "Add" : "Identity", add ? ["x", "w"] : ["x"], "scores")),
    ...maps.map((map) => field(1, zipMap(options, map))),
    ...copied.map((copy) => field(1, node("Identity", maps, copy))),
    text(2, "graph"),
    ...(add ? [field(5, externalWeights(externalData))] : []),
    field(11, valueInfo("x", "float32", [-1, 2])),
    ...[...maps, ...copied].map((map) => field(12, mapInfo(map, options))),
    ...(scoresToo ? [field(12, valueInfo("scores", "float32", [-1, 2]))] : []),
  );
  return message(number(1, 8), field(7, graph), opset("", 17), opset("ai.onnx.ml", 1));
}

function node(type: string, inputs: readonly string[], output: string): Buffer {
  return message(...inputs.map((input) => text(1, input)), text(2, output), text(4, type));
}

function zipMap({ labels }: ZipMapFileOptions, output: string): Buffer {
  const classes = labels.map((label) => (typeof label === "string" ? text(9, label) : number(8, label)));
  const isText = typeof labels[0] === "string";
  const name = text(1, isText ? "classlabels_strings" : "classlabels_int64s");
  const attribute = message(name, ...classes, number(20, isText ? 8 : 7));
  return message(node("ZipMap", ["scores"], output), field(5, attribute), text(7, "ai.onnx.ml"));
}

/** A sequence of maps from the labels' type to floats. */
function mapInfo(name: string, { labels }: ZipMapFileOptions): Buffer {
  const scores = field(1, number(1, 1));
  const map = message(number(1, typeof labels[0] === "string" ? 8 : 7), field(2, scores));
  return message(text(1, name), field(2, field(4, field(1, field(5, map)))));
}

function opset(domain: string, version: number): Buffer {
  return field(8, message(text(1, domain), number(2, version)));
}
