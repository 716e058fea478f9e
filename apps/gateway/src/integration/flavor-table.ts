/** What came of one model, and requests a second of all three that served it. */
export interface FlavorRow {
  readonly name: string;
  readonly flavor: string;
  /** What made its companion; undefined where it has none. */
  readonly converter: string | undefined;
  /** Largest difference of a number between the model and its companion. */
  readonly error: number | undefined;
  readonly mlflow: number;
  readonly python: number;
  /** By the companion, where it has one. */
  readonly native: number;
}

const head = ["model", "flavor", "companion", "error", "MLflow", "Python", "", "compiled", ""];

/** A line a model, for people. */
export function flavorTable(rows: readonly FlavorRow[]): string {
  const all = [head, ...rows.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row.map((cell, column) =>
      column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
  return `${lines.map((line) => line.join("  ").trimEnd()).join("\n")}\n`;
}

function cellsOf({ name, flavor, converter, error, mlflow, python, native }: FlavorRow): readonly string[] {
  const ratio = (speed: number): string => `${(speed / mlflow).toFixed(0)}x`;
  const compiled = converter === undefined ? ["", ""] : [native.toFixed(0), ratio(native)];
  const found = [converter ?? "none", error?.toExponential(0) ?? ""];
  return [name, flavor, ...found, mlflow.toFixed(0), python.toFixed(0), ratio(python), ...compiled];
}
