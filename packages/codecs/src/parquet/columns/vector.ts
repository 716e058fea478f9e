import type { StoredValues } from "../encodings/stored-values.ts";
import type { SchemaNode, Storage } from "../format/schema-node.ts";

/** Values of one kind below each other, as Arrow holds them; `valid` is absent where all of them are there. */
export type Vector = LeafVector | ListVector | MapVector | StructVector;

interface Common {
  readonly length: number;
  readonly valid: Uint8Array | undefined;
}

/** `ranks` says where in the values each one lies, where that is not simply its place. */
export interface LeafVector extends Common {
  readonly kind: "leaf";
  readonly node: SchemaNode;
  readonly storage: Storage;
  readonly values: StoredValues;
  readonly ranks: Int32Array | undefined;
}

/** The items of list `i` are those from `offsets[i]` up to `offsets[i + 1]`. */
export interface ListVector extends Common {
  readonly kind: "list";
  readonly offsets: Int32Array;
  readonly items: Vector;
}

export interface MapVector extends Common {
  readonly kind: "map";
  readonly offsets: Int32Array;
  readonly keys: Vector;
  readonly values: Vector;
}

export interface StructVector extends Common {
  readonly kind: "struct";
  readonly fields: readonly (readonly [string, Vector])[];
}
