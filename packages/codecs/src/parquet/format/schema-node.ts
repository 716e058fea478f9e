import { parquetFault } from "../parquet-fault.ts";
import { logicalTypeOf, type LogicalType } from "./logical-type.ts";
import type { ThriftStruct } from "./thrift.ts";

const physicalTypes = ["bool", "int32", "int64", "int96", "float32", "float64", "bytes", "fixed"] as const;
export type PhysicalType = (typeof physicalTypes)[number];

/** How the values of a leaf are stored; `width` counts the bytes of a `fixed` one. */
export interface Storage {
  readonly type: PhysicalType;
  readonly width: number;
}

/** A column, or a part of one: leaves hold values, all others hold children. */
export interface SchemaNode {
  readonly name: string;
  readonly logical: LogicalType;
  readonly storage: Storage | undefined;
  readonly children: readonly SchemaNode[];
  readonly repetition: "required" | "optional" | "repeated";
  /** The levels of a value that is there. */
  readonly definition: number;
  readonly repeated: number;
  /** Names from the root, as column chunks spell them. */
  readonly path: string;
}

interface Place {
  readonly path: readonly string[];
  readonly definition: number;
  readonly repeated: number;
}

const deepest = 32;

/** The tree of a schema that is stored as a list, each element before its children; gives the columns. */
export function schemaTree(elements: readonly ThriftStruct[]): readonly SchemaNode[] {
  const left = elements.values();
  const root = left.next().value;
  if (root === undefined) throw parquetFault("it has no schema");
  return childrenOf(root, left, { path: [], definition: 0, repeated: 0 });
}

type Left = Iterator<ThriftStruct, undefined>;

function childrenOf(element: ThriftStruct, left: Left, place: Place): readonly SchemaNode[] {
  const count = element.integer(5) ?? 0;
  if (place.path.length > deepest) throw parquetFault("its columns are nested too deeply");
  const children: SchemaNode[] = [];
  for (let index = 0; index < count; index += 1) {
    const child = left.next().value;
    if (child === undefined) throw parquetFault("its schema ends too early");
    children.push(nodeOf(child, left, place));
  }
  return children;
}

function nodeOf(element: ThriftStruct, left: Left, parent: Place): SchemaNode {
  const name = element.text(4) ?? "";
  const repetition = (["required", "optional", "repeated"] as const)[element.integer(3) ?? 0] ?? "required";
  const place = {
    path: [...parent.path, name],
    definition: parent.definition + (repetition === "required" ? 0 : 1),
    repeated: parent.repeated + (repetition === "repeated" ? 1 : 0),
  };
  const isLeaf = element.integer(1) !== undefined && (element.integer(5) ?? 0) === 0;
  const children = isLeaf ? [] : childrenOf(element, left, place);
  if (!isLeaf && children.length === 0) throw parquetFault(`column ${name} has neither values nor parts`);
  const storage = isLeaf ? storageOf(element) : undefined;
  return {
    name,
    repetition,
    children,
    storage,
    logical: logicalTypeOf(element),
    ...place,
    path: keyOf(place.path),
  };
}

function storageOf(element: ThriftStruct): Storage {
  const type = physicalTypes[element.count(1)];
  if (type === undefined) throw parquetFault("a column has no known type");
  return { type, width: type === "fixed" ? element.count(2) : 0 };
}

/** One text for a path; names may hold anything, dots too. */
export function keyOf(path: readonly string[]): string {
  return JSON.stringify(path);
}
