type JsonObject = Readonly<Record<string, unknown>>;

/** The rows that a request's JSON holds, as objects of features where those have names. */
export function rowsOf(value: unknown, columns: readonly string[]): readonly unknown[] {
  return rowsIn(value).map((row) => named(row, columns));
}

function rowsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [value];
  if (isObject(value["dataframe_split"])) return splitRows(value["dataframe_split"]);
  for (const field of ["dataframe_records", "instances"])
    if (Array.isArray(value[field])) return value[field];
  if ("inputs" in value) return inputRows(value["inputs"]);
  return [value];
}

function splitRows({ columns, data }: JsonObject): readonly unknown[] {
  if (!Array.isArray(data)) return [];
  const names: readonly unknown[] = Array.isArray(columns) ? columns : [];
  return data.map((row: unknown) => (names.length > 0 ? named(row, names.map(String)) : row));
}

/** A list of rows, or columns as lists by name. */
function inputRows(inputs: unknown): readonly unknown[] {
  if (Array.isArray(inputs)) return inputs;
  if (!isObject(inputs)) return [inputs];
  const columns = Object.entries(inputs);
  const [, first] = columns[0] ?? [];
  if (!Array.isArray(first)) return [inputs];
  return first.map((_, row) =>
    Object.fromEntries(columns.map(([name, values]) => [name, Array.isArray(values) ? values[row] : values])),
  );
}

/** A row with the names of its columns, where there is one for each value. */
function named(row: unknown, columns: readonly string[]): unknown {
  if (isObject(row)) return row;
  const values: readonly unknown[] = Array.isArray(row) ? row : [row];
  if (values.length !== columns.length) return row;
  return Object.fromEntries(columns.map((name, index) => [name, values[index]]));
}

/** The predictions of as many rows; the whole answer where they cannot be told apart. */
export function predictionsOf(answer: unknown, rows: number): readonly unknown[] {
  const all = isObject(answer) && "predictions" in answer ? answer["predictions"] : answer;
  return Array.isArray(all) && all.length === rows ? all : [all];
}

/** Whether a value has fields by name. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
