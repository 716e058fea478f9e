import type { ClassScores } from "@switchyard/core";
import { elementWriter, type JsonDialect, type WriteElement } from "./encode-tensor.ts";

/** Writes one row of scores as an object from class to score. */
export function classScoresWriter({ classes, scores }: ClassScores, dialect: JsonDialect): WriteElement {
  const write = elementWriter(scores, dialect);
  const width = classes.labels.length;
  const fields = Array.from(classes.columns, ([label, column], position) => ({
    key: `${position > 0 ? "," : "{"}${JSON.stringify(label)}:`,
    column,
  }));
  return (row) => {
    let text = "";
    for (const { key, column } of fields) text += key + write(row * width + column);
    return `${text}}`;
  };
}
