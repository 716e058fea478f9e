import type { Budget } from "../budget.ts";
import type { ByteReader } from "./byte-reader.ts";
import { readThrift, type ThriftStruct } from "./thrift.ts";

/** What stands before a page; sizes in bytes. */
export interface PageHeader {
  readonly kind: "data" | "data2" | "dictionary" | "other";
  readonly size: number;
  readonly storedSize: number;
  readonly values: number;
  readonly encoding: number;
  /** Only in pages of version 2: bytes of levels, which are not compressed, and whether the values are. */
  readonly repetitionSize: number;
  readonly definitionSize: number;
  readonly compressed: boolean;
}

const kinds = { 0: "data", 2: "dictionary", 3: "data2" } as const;

export function readPageHeader(reader: ByteReader, budget: Budget): PageHeader {
  const header = readThrift(reader, budget);
  const code = header.count(1);
  const kind = code === 0 || code === 2 || code === 3 ? kinds[code] : "other";
  const details = detailsOf(header, kind);
  const second = kind === "data2" ? details : undefined;
  return {
    kind,
    size: header.count(2),
    storedSize: header.count(3),
    values: details?.count(1) ?? 0,
    encoding: details?.count(second ? 4 : 2) ?? 0,
    definitionSize: second?.count(5) ?? 0,
    repetitionSize: second?.count(6) ?? 0,
    compressed: second?.flag(7) ?? true,
  };
}

function detailsOf(header: ThriftStruct, kind: PageHeader["kind"]): ThriftStruct | undefined {
  if (kind === "data") return header.struct(5);
  return header.struct(kind === "dictionary" ? 7 : 8);
}
