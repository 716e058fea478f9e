import { elementCount, zeros, type PlainDataType, type Tensor } from "@switchyard/core";

const initialCells = 1024;
/** Larger memory is given back after the request that needed it. */
const keptCells = 64 * 1024;

/** The numbers of one request, in memory that is used again for the next. */
export class Cells {
  #values = new Float64Array(initialCells);
  #length = 0;
  #most = Infinity;

  get length(): number {
    return this.#length;
  }

  /** False where there is no room for it. */
  push(value: number): boolean {
    if (this.#length >= this.#most) return false;
    if (this.#length === this.#values.length) this.#grow();
    this.#values[this.#length] = value;
    this.#length += 1;
    return true;
  }

  /** Forgets all, and takes no more than so many from now on. */
  clear(most: number): void {
    this.#length = 0;
    this.#most = most;
    if (this.#values.length > keptCells) this.#values = new Float64Array(initialCells);
  }

  /** The numbers as a tensor; undefined where one of them is not of its type. */
  toTensor(dtype: PlainDataType, shape: readonly number[]): Tensor | undefined {
    return toTensor(dtype, shape, this.#values.subarray(0, elementCount(shape)));
  }

  /** Each `width`th number from `first` on; undefined where one of them is not of the type. */
  toColumn(dtype: PlainDataType, first: number, width: number): Tensor | undefined {
    const rows = this.#length / width;
    const values = this.#values;
    const column = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) column[row] = values[row * width + first] ?? 0;
    return dtype === "float64" ? { dtype, shape: [rows], data: column } : toTensor(dtype, [rows], column);
  }

  #grow(): void {
    const larger = new Float64Array(this.#values.length * 2);
    larger.set(this.#values);
    this.#values = larger;
  }
}

function toTensor(dtype: PlainDataType, shape: readonly number[], values: Float64Array): Tensor | undefined {
  const filled = zeros(dtype, shape);
  if (filled.dtype === "string") return undefined;
  if (filled.dtype === "int64" || filled.dtype === "uint64")
    return setLongs(filled.data, values) ? filled : undefined;
  filled.data.set(values);
  return dtype.startsWith("float") || isSame(filled.data, values) ? filled : undefined;
}

/** Whether all of them could be set. */
function setLongs(longs: BigInt64Array | BigUint64Array, values: Float64Array): boolean {
  for (const [index, value] of values.entries()) {
    const integer = BigInt(value);
    longs[index] = integer;
    if (longs[index] !== integer) return false;
  }
  return true;
}

function isSame(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}
