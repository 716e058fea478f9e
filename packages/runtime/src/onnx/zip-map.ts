import type { ScoreClasses } from "@switchyard/core";
import { readFields, readNumbers, type Field } from "./protobuf.ts";

/** A ZipMap node of `ai.onnx.ml`: it makes a map from class to score of each row of its input. */
export interface ZipMap {
  readonly input: string;
  readonly output: string;
  readonly classes: ScoreClasses;
}

/** The fields of ONNX's NodeProto and AttributeProto that are read here. */
const nodeFields = { input: 1, output: 2, type: 4, attribute: 5, domain: 7 };
const attributeFields = { name: 1, graph: 6, ints: 8, strings: 9, graphs: 11 };

/** What a node does if it is a ZipMap that has classes. */
export function readZipMap(node: Buffer): ZipMap | undefined {
  const fields = readFields(node);
  const textOf = (number: number): string => textsOf(fields, number)[0] ?? "";
  if (textOf(nodeFields.type) !== "ZipMap" || textOf(nodeFields.domain) !== "ai.onnx.ml") return undefined;
  const attributes = fields.filter(({ number }) => number === nodeFields.attribute);
  const classes = attributes.map(({ content }) => readClasses(content)).find((each) => each !== undefined);
  return classes && { input: textOf(nodeFields.input), output: textOf(nodeFields.output), classes };
}

/** Whether a node, or a graph within it, reads this value. */
export function isReading(node: Buffer, name: string): boolean {
  const fields = readFields(node);
  if (textsOf(fields, nodeFields.input).includes(name)) return true;
  const attributes = fields.filter(({ number }) => number === nodeFields.attribute);
  // A graph within may read it at any depth: what merely looks like its name counts too.
  return attributes.some(({ content }) => content.includes(name) && hasGraph(content));
}

function hasGraph(attribute: Buffer): boolean {
  const { graph, graphs } = attributeFields;
  return readFields(attribute).some(({ number }) => number === graph || number === graphs);
}

function readClasses(attribute: Buffer): ScoreClasses | undefined {
  const fields = readFields(attribute);
  const [name] = textsOf(fields, attributeFields.name);
  if (name === "classlabels_strings") return classesOf(textsOf(fields, attributeFields.strings), byCodePoint);
  if (name !== "classlabels_int64s") return undefined;
  const numbers = fields.filter(({ number }) => number === attributeFields.ints).flatMap(readNumbers);
  return classesOf(numbers.map(String), byNumber);
}

/** ONNX Runtime's maps are sorted, and of two equal classes the last is kept. */
function classesOf(
  labels: readonly string[],
  order: (one: string, other: string) => number,
): ScoreClasses | undefined {
  if (labels.length === 0) return undefined;
  const columns = new Map(labels.map((label, column) => [label, column]));
  return { labels, columns: new Map([...columns].toSorted(([one], [other]) => order(one, other))) };
}

function byNumber(one: string, other: string): number {
  return BigInt(one) < BigInt(other) ? -1 : 1;
}

function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function textsOf(fields: readonly Field[], wanted: number): readonly string[] {
  return fields.filter(({ number }) => number === wanted).map(({ content }) => content.toString());
}
