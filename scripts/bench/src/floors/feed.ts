import { Tensor, type InferenceSession } from "onnxruntime-node";

type Rows = readonly (readonly number[])[];

/** Tensors from the body of a request: a frame, whose columns are inputs, or rows of the one input. */
export function feedOf(session: InferenceSession, body: unknown): Record<string, Tensor> {
  const { columns, rows } = rowsOf(body);
  if (columns === undefined) {
    const [name = ""] = session.inputNames;
    const width = rows[0]?.length ?? 0;
    return { [name]: new Tensor("float32", Float32Array.from(rows.flat()), [rows.length, width]) };
  }
  const tensorOf = (column: number): Tensor =>
    new Tensor(
      "float64",
      Float64Array.from(rows, (row) => row[column] ?? 0),
      [rows.length, 1],
    );
  return Object.fromEntries(columns.map((name, column) => [name, tensorOf(column)]));
}

/** Tensors of so many equal rows for a session of one input or of many, of whatever type they are. */
export function feedOfRows(session: InferenceSession, rows: number): Record<string, Tensor> {
  return Object.fromEntries(
    session.inputMetadata.flatMap((input) => {
      if (!input.isTensor) return [];
      const shape = input.shape.map((size, index) =>
        index === 0 ? rows : typeof size === "number" ? size : 1,
      );
      return [[input.name, tensorOfType(input.type, shape)]];
    }),
  );
}

function tensorOfType(type: string, shape: readonly number[]): Tensor {
  const size = shape.reduce((product, each) => product * each, 1);
  const indexes = Array.from({ length: size }, (_each, index) => index % 97);
  if (type === "uint8") return new Tensor("uint8", Uint8Array.from(indexes), shape);
  if (type === "float64") return new Tensor("float64", Float64Array.from(indexes), shape);
  return new Tensor(
    "float32",
    Float32Array.from(indexes, (each) => each / 97),
    shape,
  );
}

function rowsOf(body: unknown): { readonly columns: readonly string[] | undefined; readonly rows: Rows } {
  const { dataframe_split: frame, inputs }: Body = Object(body);
  return frame ? { columns: frame.columns, rows: frame.data } : { columns: undefined, rows: inputs ?? [] };
}

interface Body {
  readonly dataframe_split?: { readonly columns: readonly string[]; readonly data: Rows };
  readonly inputs?: Rows;
}
