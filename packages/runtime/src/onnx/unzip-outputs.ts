import type { ScoreClasses } from "@switchyard/core";
import { readFields, writeField, writeNumber, type Field } from "./protobuf.ts";
import { isReading, readZipMap, type ZipMap } from "./zip-map.ts";

/** An output that was a list of maps. */
export interface UnzippedOutput {
  /** The graph's output that now holds the scores. */
  readonly source: string;
  readonly classes: ScoreClasses;
}

export interface UnzippedModel {
  readonly bytes: Uint8Array;
  /** The outputs of the model as it was written, in its order. */
  readonly outputNames: readonly string[];
  readonly unzipped: ReadonlyMap<string, UnzippedOutput>;
}

/** The fields of ONNX's ModelProto, GraphProto, ValueInfoProto and TypeProto that are read or written here. */
const modelGraph = 7;
const graphFields = { node: 1, output: 12 };
const valueFields = { name: 1, type: 2 };
const floatElements = 1;

/**
 * A model whose outputs hold scores where they held maps of them (ZipMap), which ONNX Runtime's Node binding
 * cannot give; all else is as it was. Undefined when there is no such output, or a map is read within the graph.
 */
export function unzipOutputs(model: Buffer): UnzippedModel | undefined {
  const fields = readFields(model);
  const graph = fields.find(({ number }) => number === modelGraph);
  if (!graph) return undefined;
  const members = readFields(graph.content);
  const outputNames = members.filter(isOutput).map(nameOf);
  const zipMaps = findZipMaps(members, outputNames);
  if (zipMaps.size === 0) return undefined;
  const changed = writeField(modelGraph, ...membersWithout(zipMaps, members));
  const pieces = fields.flatMap((field) => (field === graph ? changed : [field.whole]));
  const unzipped = [...zipMaps.values()].map(
    ({ input, output, classes }) => [output, { source: input, classes }] as const,
  );
  return { bytes: Buffer.concat(pieces), outputNames, unzipped: new Map(unzipped) };
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

function membersWithout(
  zipMaps: ReadonlyMap<Field, ZipMap>,
  members: readonly Field[],
): readonly Uint8Array[] {
  const byOutput = new Map([...zipMaps.values()].map((zipMap) => [zipMap.output, zipMap]));
  const written = new Set(members.filter(isOutput).map(nameOf));
  return members.flatMap((member) => {
    if (zipMaps.has(member)) return [];
    const zipMap = isOutput(member) ? byOutput.get(nameOf(member)) : undefined;
    if (!zipMap) return [member.whole];
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
  return writeField(graphFields.output, ...writeField(valueFields.name, Buffer.from(input)), ...type);
}

function isOutput({ number }: Field): boolean {
  return number === graphFields.output;
}

function nameOf({ content }: Field): string {
  const name = readFields(content).find(({ number }) => number === valueFields.name);
  return name?.content.toString() ?? "";
}
