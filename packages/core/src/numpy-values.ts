import type { NdArray } from "./model-input.ts";

/** A value that NumPy holds as a scalar: inside a list or a dict, Python prints it as `np.int64(4)`. */
export class NumpyScalar {
  readonly dtype: "bool" | "int64" | "float32" | "float64";
  readonly value: boolean | bigint | number;

  constructor(dtype: NumpyScalar["dtype"], value: NumpyScalar["value"]) {
    this.dtype = dtype;
    this.value = value;
  }
}

/** An array that is an element of an array of objects, such as a cell of a table that holds a list. */
export class NumpyArray {
  readonly array: NdArray;

  constructor(array: NdArray) {
    this.array = array;
  }
}
