import type { Budget } from "../budget.ts";
import { decompress } from "../compression/decompress.ts";
import { decodeValues } from "../encodings/decode-values.ts";
import { decodeHybrid } from "../encodings/hybrid.ts";
import { decodePlain } from "../encodings/plain.ts";
import { joinValues, type StoredValues } from "../encodings/stored-values.ts";
import { parquetFault } from "../parquet-fault.ts";
import { ByteReader } from "./byte-reader.ts";
import type { ColumnChunk, Footer } from "./footer.ts";
import { readPageHeader, type PageHeader } from "./page-header.ts";
import type { SchemaNode, Storage } from "./schema-node.ts";

/** A leaf of all row groups: levels of each place, and the values of those places that have one. */
export interface LeafColumn {
  readonly definitions: Int32Array;
  readonly repetitions: Int32Array;
  readonly values: StoredValues;
}

/** A file whose end was read, and what may still be taken for it. */
export interface OpenFile {
  readonly file: Uint8Array;
  readonly footer: Footer;
  readonly budget: Budget;
}

interface Reading extends OpenFile {
  readonly leaf: SchemaNode;
  readonly storage: Storage;
}

/** Decodes all pages of one leaf; throws `invalid_request` where they do not hold what the footer says. */
export function readColumn(open: OpenFile, leaf: SchemaNode): LeafColumn {
  const { storage } = leaf;
  if (storage === undefined) throw parquetFault(`column ${leaf.name} has no values`);
  const reading = { ...open, leaf, storage };
  const pages = open.footer.groups.flatMap((group) => {
    const chunk = group.chunks.get(leaf.path);
    if (chunk === undefined) throw parquetFault(`column ${leaf.name} is missing in a row group`);
    const parts = readChunk(reading, chunk);
    const rows = parts.reduce((sum, part) => sum + rowsOf(part), 0);
    if (rows !== group.rows) throw parquetFault(`column ${leaf.name} has ${rows} rows of ${group.rows}`);
    return parts;
  });
  return {
    definitions: joined(pages.map((page) => page.definitions)),
    repetitions: joined(pages.map((page) => page.repetitions)),
    values: joinValues(pages.map((page) => page.values)),
  };
}

function rowsOf({ repetitions }: LeafColumn): number {
  let rows = 0;
  for (const level of repetitions) if (level === 0) rows += 1;
  return rows;
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return first;
  const whole = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** About what one value takes, and what one list more. */
const bytesOfValue = 32;
const bytesOfList = 96;

function readChunk(reading: Reading, chunk: ColumnChunk): readonly LeafColumn[] {
  const { file, budget, leaf, storage } = reading;
  const reader = new ByteReader(file.subarray(Math.min(chunk.start, file.length)));
  const pages: LeafColumn[] = [];
  let dictionary: StoredValues | undefined;
  for (let values = 0; values < chunk.values;) {
    const header = readPageHeader(reader, budget);
    const stored = reader.take(header.storedSize);
    budget.charge(header.size + header.values * (bytesOfValue + bytesOfList * leaf.repeated));
    if (header.kind === "dictionary") {
      const page = decompress(chunk.codec, stored, header.size);
      dictionary = decodePlain(page, storage, header.values);
    } else if (header.kind !== "other") {
      pages.push(readPage(reading, { header, stored, codec: chunk.codec, dictionary }));
      values += header.values;
    }
  }
  return pages;
}

interface StoredPage {
  readonly header: PageHeader;
  readonly stored: Uint8Array;
  readonly codec: number;
  readonly dictionary: StoredValues | undefined;
}

interface Parts {
  readonly repetitions: Int32Array;
  readonly definitions: Int32Array;
  readonly bytes: Uint8Array;
}

function readPage({ budget, leaf, storage }: Reading, page: StoredPage): LeafColumn {
  const { header, dictionary } = page;
  const { repetitions, definitions, bytes } =
    header.kind === "data" ? partsOf(page, leaf) : partsOf2(page, leaf);
  checkLevels(repetitions, leaf.repeated);
  checkLevels(definitions, leaf.definition);
  let count = 0;
  for (const level of definitions) if (level === leaf.definition) count += 1;
  const values = decodeValues({ bytes, count, encoding: header.encoding, dictionary }, storage, budget);
  return { repetitions, definitions, values };
}

function checkLevels(levels: Int32Array, most: number): void {
  for (const level of levels)
    if (level > most) throw parquetFault("a level is higher than its column allows");
}

/** Version 1: all is compressed together, and each kind of levels says its length. */
function partsOf({ header, stored, codec }: StoredPage, leaf: SchemaNode): Parts {
  const reader = new ByteReader(decompress(codec, stored, header.size));
  const levels = (most: number): Int32Array =>
    most === 0
      ? new Int32Array(header.values)
      : decodeHybrid(reader.take(reader.uint32()), bitsOf(most), header.values);
  const repetitions = levels(leaf.repeated);
  const definitions = levels(leaf.definition);
  return { repetitions, definitions, bytes: reader.take(reader.remaining) };
}

/** Version 2: levels stand before the compressed values, their lengths in the header. */
function partsOf2({ header, stored, codec }: StoredPage, leaf: SchemaNode): Parts {
  const reader = new ByteReader(stored);
  const { repetitionSize, definitionSize, values } = header;
  const repetitions = decodeHybrid(reader.take(repetitionSize), bitsOf(leaf.repeated), values);
  const definitions = decodeHybrid(reader.take(definitionSize), bitsOf(leaf.definition), values);
  const rest = reader.take(reader.remaining);
  const size = header.size - repetitionSize - definitionSize;
  const bytes = header.compressed ? decompress(codec, rest, Math.max(size, 0)) : rest;
  return { repetitions, definitions, bytes };
}

function bitsOf(level: number): number {
  return 32 - Math.clz32(level);
}
