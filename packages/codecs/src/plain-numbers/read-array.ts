import type { PlainTensor } from "./plain-plan.ts";
import { marks, takesCell, type Source } from "./source.ts";

/** The shape of the array of an `inputs` or `instances`, by itself or under its name; undefined where there is more to it. */
export function readArray(source: Source, tensor: PlainTensor): readonly number[] | undefined {
  const { scanner } = source;
  const { text } = tensor;
  const isNamed = text !== undefined && scanner.takes(marks.openObject);
  if (isNamed && !scanner.takesKey(text)) return undefined;
  const shape = [...tensor.shape];
  if (!takesList({ source, isInteger: tensor.isInteger, shape }, 0)) return undefined;
  return isNamed && !scanner.takes(marks.closeObject) ? undefined : shape;
}

interface Lists {
  readonly source: Source;
  readonly isInteger: boolean;
  /** How long the lists of each level are; -1 until the first of them is read. */
  readonly shape: number[];
}

function takesList(lists: Lists, level: number): boolean {
  const { source, shape } = lists;
  const { scanner } = source;
  if (!scanner.takes(marks.openList)) return false;
  const isInnermost = level === shape.length - 1;
  const length = isInnermost ? countCells(source, lists.isInteger) : countLists(lists, level + 1);
  if (shape[level] === -1) shape[level] = length;
  return shape[level] === length && scanner.takes(marks.closeList);
}

/** How many lists of this level stand here; NaN where one is not plain. */
function countLists(lists: Lists, level: number): number {
  let count = 0;
  do {
    if (!takesList(lists, level)) return Number.NaN;
    count += 1;
  } while (lists.source.scanner.takes(marks.comma));
  return count;
}

/** How many numbers stand here; NaN where one is not plain. */
function countCells(source: Source, isInteger: boolean): number {
  let count = 0;
  do {
    if (!takesCell(source, isInteger)) return Number.NaN;
    count += 1;
  } while (source.scanner.takes(marks.comma));
  return count;
}
