import { parquetFault } from "../parquet-fault.ts";
import type { TimeUnit } from "./logical-type.ts";

/** What Arrow's own schema adds to a column's type in Parquet. */
export interface ArrowHint {
  readonly dictionary: boolean;
  readonly fixedList: boolean;
  readonly duration: TimeUnit | "s" | undefined;
}

const durationUnits = ["s", "ms", "us", "ns"] as const;
const types = { fixedList: 16, duration: 18 };

/** The hints of all columns in order, from the value of `ARROW:schema`: an IPC message in base64. */
export function arrowHints(encoded: string | undefined): readonly ArrowHint[] {
  if (encoded === undefined) return [];
  try {
    const message = new Uint8Array(Buffer.from(encoded, "base64"));
    const view = new DataView(message.buffer);
    const start = view.getInt32(0, true) === -1 ? 8 : 4;
    const schema = new Table(view, start + view.getUint32(start, true)).table(2);
    return schema?.tables(1).map(hintOf) ?? [];
  } catch (error) {
    if (error instanceof RangeError) throw parquetFault("Arrow's schema in it is damaged");
    throw error;
  }
}

function hintOf(field: Table): ArrowHint {
  const type = field.uint8(2);
  const unit = field.table(3)?.int16(0) ?? 1;
  return {
    dictionary: field.table(4) !== undefined,
    fixedList: type === types.fixedList,
    duration: type === types.duration ? durationUnits[unit] : undefined,
  };
}

/** A table of FlatBuffers; its fields by their numbers. */
class Table {
  readonly #view: DataView;
  readonly #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  uint8(field: number): number {
    const at = this.#field(field);
    return at === undefined ? 0 : this.#view.getUint8(at);
  }

  int16(field: number): number | undefined {
    const at = this.#field(field);
    return at === undefined ? undefined : this.#view.getInt16(at, true);
  }

  table(field: number): Table | undefined {
    const at = this.#field(field);
    return at === undefined ? undefined : this.#tableAt(at);
  }

  tables(field: number): readonly Table[] {
    const at = this.#field(field);
    if (at === undefined) return [];
    const start = at + this.#view.getUint32(at, true);
    const count = this.#view.getUint32(start, true);
    if (count * 4 > this.#view.byteLength) throw new RangeError("a vector is longer than its message");
    return Array.from({ length: count }, (_, index) => this.#tableAt(start + 4 + index * 4));
  }

  #tableAt(at: number): Table {
    return new Table(this.#view, at + this.#view.getUint32(at, true));
  }

  #field(field: number): number | undefined {
    const layout = this.#at - this.#view.getInt32(this.#at, true);
    const slot = 4 + field * 2;
    if (slot >= this.#view.getUint16(layout, true)) return undefined;
    const offset = this.#view.getUint16(layout + slot, true);
    return offset === 0 ? undefined : this.#at + offset;
  }
}
