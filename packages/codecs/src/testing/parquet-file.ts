/** A value of Thrift's compact protocol: the code of its type, and its bytes. */
export interface Written {
  readonly type: number;
  readonly bytes: Uint8Array;
}

export function int(value: number): Written {
  return { type: 6, bytes: varint(value < 0 ? -2 * value - 1 : 2 * value) };
}

export function text(value: string): Written {
  return { type: 8, bytes: Buffer.concat([varint(value.length), Buffer.from(value)]) };
}

export function list(items: readonly Written[], claimed: number = items.length): Written {
  const head = Buffer.of(0xf0 | (items[0]?.type ?? 12));
  return { type: 9, bytes: Buffer.concat([head, varint(claimed), ...items.map(({ bytes }) => bytes)]) };
}

export function struct(fields: Readonly<Record<number, Written>>): Written {
  const parts = Object.entries(fields).flatMap(([id, { type, bytes }]) => [
    Buffer.of(type),
    int(Number(id)).bytes,
    bytes,
  ]);
  return { type: 12, bytes: Buffer.concat([...parts, Buffer.of(0)]) };
}

export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Uint8Array.of(...bytes, rest);
}

/** What a file of one column `a` says of itself, true or not; codes are those of Parquet's metadata. */
export interface WrittenFile {
  readonly header: Written;
  readonly page: Uint8Array;
  readonly rows: number;
  readonly codec?: number;
  readonly type?: number;
  readonly repetition?: number;
}

/** A Parquet file with one page. */
export function parquetFile({
  header,
  page,
  rows,
  codec = 0,
  type = 2,
  repetition = 0,
}: WrittenFile): Uint8Array {
  const pages = Buffer.concat([header.bytes, page]);
  const chunk = struct({
    1: int(type),
    3: list([text("a")]),
    4: int(codec),
    5: int(rows),
    7: int(pages.length),
    9: int(4),
  });
  const group = struct({ 1: list([struct({ 3: chunk })]), 3: int(rows) });
  const root = struct({ 4: text("schema"), 5: int(1) });
  const column = struct({ 1: int(type), 3: int(repetition), 4: text("a") });
  return withFooter(struct({ 2: list([root, column]), 3: int(rows), 4: list([group]) }), pages);
}

/** A file that ends in this metadata. */
export function withFooter({ bytes }: Written, pages: Uint8Array = new Uint8Array(0)): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([Buffer.from("PAR1"), pages, bytes, length, Buffer.from("PAR1")]);
}

/** The header of a data page of version 1; sizes in bytes. */
export function dataPage(page: { size: number; stored: number; values: number; encoding: number }): Written {
  const data = struct({ 1: int(page.values), 2: int(page.encoding), 3: int(3), 4: int(3) });
  return struct({ 1: int(0), 2: int(page.size), 3: int(page.stored), 5: data });
}
