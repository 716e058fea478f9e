import type { LeafColumn } from "../format/read-column.ts";
import type { SchemaNode, Storage } from "../format/schema-node.ts";
import { parquetFault } from "../parquet-fault.ts";
import type { LeafVector, ListVector, MapVector, Vector } from "./vector.ts";

/** Gives the decoded pages of a leaf. */
export type LeafOf = (leaf: SchemaNode) => LeafColumn;

/** The repeated nodes above a node, from the root down. */
type Path = readonly SchemaNode[];

interface Assembly {
  readonly leafOf: LeafOf;
  readonly path: Path;
}

/** Puts the leaves of one column together again. */
export function assemble(node: SchemaNode, leafOf: LeafOf): Vector {
  return columnOf(node, { leafOf, path: [] });
}

function columnOf(node: SchemaNode, assembly: Assembly): Vector {
  if (node.repetition !== "repeated") return vectorOf(node, assembly);
  return listOf(node, node, { ...assembly, valid: undefined });
}

function vectorOf(node: SchemaNode, assembly: Assembly): Vector {
  if (node.storage !== undefined) return leafVector(node, node.storage, assembly);
  const places = startsOf(node, assembly);
  const valid = validOf(node, assembly, places);
  const [only, ...others] = node.children;
  if (only?.repetition === "repeated" && others.length === 0) {
    if (node.logical.kind === "list") return listOf(only, node, { ...assembly, valid });
    if (node.logical.kind === "map" && only.children.length === 2) return mapOf(only, { ...assembly, valid });
  }
  const fields = node.children.map((child) => [child.name, columnOf(child, assembly)] as const);
  if (fields.some(([, field]) => field.length !== places.length))
    throw parquetFault("parts of a column disagree");
  return { kind: "struct", length: places.length, valid, fields };
}

interface Outer extends Assembly {
  readonly valid: Uint8Array | undefined;
}

/** The item of a list is the repeated node itself, or its only child: by Parquet's rules for older writers. */
function listOf(repeated: SchemaNode, list: SchemaNode, outer: Outer): ListVector {
  const [child, ...others] = repeated.children;
  const old = repeated.name === "array" || repeated.name === `${list.name}_tuple`;
  const inner = { leafOf: outer.leafOf, path: [...outer.path, repeated] };
  const wrapped = child !== undefined && others.length === 0 && !old && repeated !== list;
  const items = wrapped ? columnOf(child, inner) : vectorOf(repeated, inner);
  const offsets = offsetsOf(repeated, outer);
  checkLength(items, offsets);
  return { kind: "list", length: offsets.length - 1, valid: outer.valid, offsets, items };
}

function mapOf(repeated: SchemaNode, outer: Outer): MapVector {
  const inner = { leafOf: outer.leafOf, path: [...outer.path, repeated] };
  const [keys, values] = repeated.children.map((child) => columnOf(child, inner));
  const offsets = offsetsOf(repeated, outer);
  if (keys === undefined || values === undefined) throw parquetFault("a map lacks keys or values");
  checkLength(keys, offsets);
  checkLength(values, offsets);
  return { kind: "map", length: offsets.length - 1, valid: outer.valid, offsets, keys, values };
}

function checkLength(items: Vector, offsets: Int32Array): void {
  if (items.length !== offsets.at(-1)) throw parquetFault("parts of a column disagree");
}

function leafVector(node: SchemaNode, storage: Storage, assembly: Assembly): LeafVector {
  const { definitions, values } = assembly.leafOf(node);
  const common = { kind: "leaf", node, storage, values } as const;
  if (node.repeated === 0 && values.length === definitions.length)
    return { ...common, length: values.length, valid: undefined, ranks: undefined };
  const places = startsOf(node, assembly);
  const ranks = new Int32Array(definitions.length);
  let rank = 0;
  for (const [index, level] of definitions.entries()) {
    ranks[index] = rank;
    if (level === node.definition) rank += 1;
  }
  const valid = validOf(node, assembly, places);
  return { ...common, length: places.length, valid, ranks: places.map((place) => ranks[place] ?? 0) };
}

/** The places in the levels of its first leaf at which an instance of the node begins. */
function startsOf(node: SchemaNode, { leafOf, path }: Assembly): Int32Array {
  const { repetitions, definitions } = leafOf(firstLeaf(node));
  const { repeated = 0, definition = 0 } = path.at(-1) ?? {};
  const starts = new Int32Array(repetitions.length);
  let count = 0;
  for (let at = 0; at < repetitions.length; at += 1) {
    if ((repetitions[at] ?? 0) > repeated || (definitions[at] ?? 0) < definition) continue;
    starts[count] = at;
    count += 1;
  }
  return starts.subarray(0, count);
}

function validOf(node: SchemaNode, { leafOf }: Assembly, places: Int32Array): Uint8Array | undefined {
  const { definitions } = leafOf(firstLeaf(node));
  const valid = Uint8Array.from(places, (place) => Number((definitions[place] ?? 0) >= node.definition));
  return valid.includes(0) ? valid : undefined;
}

/** How many items begin before each instance of what holds them, and how many there are. */
function offsetsOf(repeated: SchemaNode, outer: Assembly): Int32Array {
  const { repetitions, definitions } = outer.leafOf(firstLeaf(repeated));
  const places = startsOf(repeated, outer);
  const offsets = new Int32Array(places.length + 1);
  let items = 0;
  let next = 0;
  for (const [at, level] of repetitions.entries()) {
    if (places[next] === at) {
      offsets[next] = items;
      next += 1;
    }
    if (level <= repeated.repeated && (definitions[at] ?? 0) >= repeated.definition) items += 1;
  }
  offsets[places.length] = items;
  return offsets;
}

function firstLeaf(node: SchemaNode): SchemaNode {
  const [child] = node.children;
  return child === undefined ? node : firstLeaf(child);
}
