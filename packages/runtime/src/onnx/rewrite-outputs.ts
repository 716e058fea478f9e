import type { ScoreClasses } from "@switchyard/core";
import { readFields, writeField, writeNumber, type Field } from "./protobuf.ts";
import { isReading, readZipMap, type ZipMap } from "./zip-map.ts";

/** An output that the graph now has under another name. */
export interface RewrittenOutput {
  readonly source: string;
  /** Of one that was a list of maps. */
  readonly classes: ScoreClasses | undefined;
}

export interface RewrittenModel {
  readonly bytes: Uint8Array;
  /** The outputs of the model as it was written, in its order. */
  readonly outputNames: readonly string[];
  readonly rewritten: ReadonlyMap<string, RewrittenOutput>;
}

/** The fields of ONNX's ModelProto, GraphProto, NodeProto, ValueInfoProto and TypeProto that are read or written here. */
const modelGraph = 7;
const graphFields = { node: 1, output: 12 };
const nodeFields = { input: 1, output: 2, type: 4 };
const valueFields = { name: 1, type: 2 };
const floatElements = 1;

/** ONNX Runtime's Node binding makes a record of all outputs, in which this name is no property. */
const lostName = "__proto__";
const foundName = "__proto__ (output)";

/** Words without one of which a file has nothing to rewrite. */
export const rewrittenWords: readonly string[] = ["ZipMap", lostName];

/**
 * A model whose outputs ONNX Runtime's Node binding can give: scores where it had maps of them (ZipMap), another
 * name for `__proto__`; all else is as it was. Undefined when there is no such output, or a map is read within
 * the graph.
 */
export function rewriteOutputs(model: Buffer): RewrittenModel | undefined {
  const fields = readFields(model);
  const graph = fields.find(({ number }) => number === modelGraph);
  if (!graph) return undefined;
  const members = readFields(graph.content);
  const outputNames = members.filter(isOutput).map(nameOf);
  const zipMaps = findZipMaps(members, outputNames);
  const rewritten = new Map<string, RewrittenOutput>();
  for (const { input, output, classes } of zipMaps.values())
    rewritten.set(output, { source: input, classes });
  if (outputNames.includes(lostName) && !rewritten.has(lostName))
    rewritten.set(lostName, { source: foundName, classes: undefined });
  if (rewritten.size === 0) return undefined;
  const changed = writeField(modelGraph, ...changeMembers(members, zipMaps));
  const pieces = fields.flatMap((field) => (field === graph ? changed : [field.whole]));
  return { bytes: Buffer.concat(pieces), outputNames, rewritten };
}

/** By their nodes, those whose maps go nowhere but out. */
function findZipMaps(members: readonly Field[], outputNames: readonly string[]): ReadonlyMap<Field, ZipMap> {
  const nodes = members.filter(({ number }) => number === graphFields.node);
  const found = new Map<Field, ZipMap>();
  for (const node of nodes) {
    const zipMap = readZipMap(node.content);
    if (!zipMap || !outputNames.includes(zipMap.output)) continue;
    if (nodes.some(({ content }) => isReading(content, zipMap.output))) continue;
    found.set(node, zipMap);
  }
  return found;
}

function changeMembers(
  members: readonly Field[],
  zipMaps: ReadonlyMap<Field, ZipMap>,
): readonly Uint8Array[] {
  const byOutput = new Map([...zipMaps.values()].map((zipMap) => [zipMap.output, zipMap]));
  const written = new Set(members.filter(isOutput).map(nameOf));
  return members.flatMap((member) => {
    if (zipMaps.has(member)) return [];
    if (!isOutput(member)) return [member.whole];
    const zipMap = byOutput.get(nameOf(member));
    if (!zipMap) return nameOf(member) === lostName ? renamedOutput(member) : [member.whole];
    // Scores that are an output already, or go out twice, are written once.
    if (written.has(zipMap.input)) return [];
    written.add(zipMap.input);
    return scoresOutput(zipMap);
  });
}

/** An output [rows, classes] of floats. */
function scoresOutput({ input, classes }: ZipMap): readonly Uint8Array[] {
  const dimensions = [...writeField(1), ...writeField(1, ...writeNumber(1, classes.labels.length))];
  const tensor = [...writeNumber(1, floatElements), ...writeField(2, ...dimensions)];
  const type = writeField(valueFields.type, ...writeField(1, ...tensor));
  return writeField(graphFields.output, ...writeText(valueFields.name, input), ...type);
}

/** The same output by a name that is found, and the node that gives it. */
function renamedOutput({ content }: Field): readonly Uint8Array[] {
  const names = [...writeText(nodeFields.input, lostName), ...writeText(nodeFields.output, foundName)];
  const node = writeField(graphFields.node, ...names, ...writeText(nodeFields.type, "Identity"));
  const rest = readFields(content).filter(({ number }) => number !== valueFields.name);
  const value = [...writeText(valueFields.name, foundName), ...rest.map(({ whole }) => whole)];
  return [...node, ...writeField(graphFields.output, ...value)];
}

function writeText(number: number, text: string): readonly Uint8Array[] {
  return writeField(number, Buffer.from(text));
}

function isOutput({ number }: Field): boolean {
  return number === graphFields.output;
}

function nameOf({ content }: Field): string {
  const name = readFields(content).find(({ number }) => number === valueFields.name);
  return name?.content.toString() ?? "";
}
