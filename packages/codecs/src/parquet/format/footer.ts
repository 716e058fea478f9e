import type { Budget } from "../budget.ts";
import { parquetFault } from "../parquet-fault.ts";
import { ByteReader } from "./byte-reader.ts";
import { keyOf, schemaTree, type SchemaNode } from "./schema-node.ts";
import { readThrift, type ThriftStruct } from "./thrift.ts";

/** Where the pages of one column of one row group lie. */
export interface ColumnChunk {
  readonly path: string;
  readonly codec: number;
  readonly values: number;
  readonly start: number;
  readonly length: number;
}

export interface RowGroup {
  readonly rows: number;
  readonly chunks: ReadonlyMap<string, ColumnChunk>;
}

/** What the end of a Parquet file says of it. */
export interface Footer {
  readonly columns: readonly SchemaNode[];
  readonly groups: readonly RowGroup[];
  readonly metadata: ReadonlyMap<string, string>;
}

const magic = 0x31524150;

/** Reads the end of a file, and checks it as far as that goes without its pages. */
export function readFooter(file: Uint8Array, budget: Budget): Footer {
  if (file.length < 12) throw parquetFault(`it has ${file.length} bytes, too few for any Parquet file`);
  const tail = new ByteReader(file.subarray(-8));
  const length = tail.uint32();
  if (tail.uint32() !== magic) throw parquetFault("it does not end as a Parquet file does");
  if (length > file.length - 8) throw parquetFault("its metadata is said to be longer than the file");
  const reader = new ByteReader(file.subarray(file.length - 8 - length, file.length - 8));
  const footer = readThrift(reader, budget);
  const pairs = footer.structs(5).map((pair) => [pair.text(1) ?? "", pair.text(2) ?? ""] as const);
  return {
    columns: schemaTree(footer.structs(2)),
    groups: footer.structs(4).map(groupOf),
    metadata: new Map(pairs),
  };
}

function groupOf(group: ThriftStruct): RowGroup {
  const chunks = group.structs(1).map((each) => {
    const chunk = chunkOf(each);
    return [chunk.path, chunk] as const;
  });
  return { rows: group.count(3), chunks: new Map(chunks) };
}

function chunkOf(column: ThriftStruct): ColumnChunk {
  const metadata = column.struct(3);
  if (metadata === undefined || column.text(1) !== undefined) throw parquetFault("a column lies elsewhere");
  const data = metadata.count(9);
  const dictionary = metadata.integer(11) ?? 0;
  return {
    path: keyOf(metadata.texts(3)),
    codec: metadata.count(4),
    values: metadata.count(5),
    start: dictionary > 0 && dictionary < data ? dictionary : data,
    length: metadata.count(7),
  };
}
