import type { Budget } from "../budget.ts";
import { parquetFault } from "../parquet-fault.ts";
import type { ByteReader } from "./byte-reader.ts";

type ThriftValue = boolean | number | Uint8Array | readonly ThriftValue[] | ThriftStruct;

/** A structure of Thrift's compact protocol, by the numbers of its fields; what is absent or else is undefined. */
export class ThriftStruct {
  readonly #fields: ReadonlyMap<number, ThriftValue>;

  constructor(fields: ReadonlyMap<number, ThriftValue>) {
    this.#fields = fields;
  }

  has(id: number): boolean {
    return this.#fields.has(id);
  }

  flag(id: number): boolean | undefined {
    const value = this.#fields.get(id);
    return typeof value === "boolean" ? value : undefined;
  }

  integer(id: number): number | undefined {
    const value = this.#fields.get(id);
    return typeof value === "number" ? value : undefined;
  }

  text(id: number): string | undefined {
    const value = this.#fields.get(id);
    return value instanceof Uint8Array ? utf8.decode(value) : undefined;
  }

  struct(id: number): ThriftStruct | undefined {
    const value = this.#fields.get(id);
    return value instanceof ThriftStruct ? value : undefined;
  }

  structs(id: number): readonly ThriftStruct[] {
    return this.#list(id).filter((each) => each instanceof ThriftStruct);
  }

  texts(id: number): readonly string[] {
    return this.#list(id).map((each) => (each instanceof Uint8Array ? utf8.decode(each) : ""));
  }

  /** A count, an offset or a code that must be there. */
  count(id: number): number {
    const value = this.integer(id);
    if (value !== undefined && Number.isSafeInteger(value) && value >= 0) return value;
    throw parquetFault("a count in its metadata is missing or impossible");
  }

  #list(id: number): readonly ThriftValue[] {
    const value = this.#fields.get(id);
    return Array.isArray(value) ? value : [];
  }
}

const utf8 = new TextDecoder();
const deepest = 32;
const bytesOfStruct = 128;

/** Reads one structure; `budget` bounds what it takes. */
export function readThrift(reader: ByteReader, budget: Budget, depth = 0): ThriftStruct {
  if (depth > deepest) throw parquetFault("its metadata is nested too deeply");
  budget.charge(bytesOfStruct);
  const fields = new Map<number, ThriftValue>();
  let id = 0;
  for (let head = reader.byte(); head !== 0; head = reader.byte()) {
    const step = head >> 4;
    id = step === 0 ? Number(reader.zigzag64()) : id + step;
    const type = head & 0x0f;
    fields.set(id, type === 1 || type === 2 ? type === 1 : readValue({ reader, budget, depth }, type));
  }
  return new ThriftStruct(fields);
}

interface Source {
  readonly reader: ByteReader;
  readonly budget: Budget;
  readonly depth: number;
}

function readValue(source: Source, type: number): ThriftValue {
  const { reader, budget, depth } = source;
  if (type === 1 || type === 2) return reader.byte() === 1;
  if (type === 3) return (reader.byte() << 24) >> 24;
  if (type === 4 || type === 5 || type === 6) return Number(reader.zigzag64());
  if (type === 7) return reader.float64();
  if (type === 8) return reader.take(reader.varint());
  if (type === 9 || type === 10) return readList(source);
  if (type === 12) return readThrift(reader, budget, depth + 1);
  throw parquetFault("its metadata has a value of no known type");
}

function readList({ reader, budget, depth }: Source): readonly ThriftValue[] {
  if (depth > deepest) throw parquetFault("its metadata is nested too deeply");
  const head = reader.byte();
  const size = head >> 4 === 15 ? reader.varint() : head >> 4;
  if (size > reader.remaining) throw parquetFault("a list in its metadata has no end");
  budget.charge(size * 16);
  const values: ThriftValue[] = [];
  for (let index = 0; index < size; index += 1)
    values.push(readValue({ reader, budget, depth: depth + 1 }, head & 0x0f));
  return values;
}
