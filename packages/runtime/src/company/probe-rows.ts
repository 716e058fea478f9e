import { isDeepStrictEqual } from "node:util";
import {
  fillTensor,
  setOwn,
  type DataType,
  type Scalar,
  type Tensor,
  type Tensors,
  type TensorSpec,
} from "@switchyard/core";
import { zeroFeeds } from "../zero-feeds.ts";
import { hasRows, isSameRow, rowCount, sliceRows } from "../rows.ts";

/** Two rows, each as a run of its own. */
export type ProbePair = readonly [Tensors, Tensors];

/** Two different rows of a model's input example, where it has them: of one shape, so that they fit one run. */
export function exampleRows(prepared: readonly Tensors[]): ProbePair | undefined {
  const rows = prepared
    .filter(hasRows)
    .flatMap((feeds) =>
      Array.from({ length: Math.min(rowCount(feeds), mostRows) }, (_, row) => sliceRows(feeds, row, row + 1)),
    );
  const [first, ...others] = rows;
  const other = first && others.find((each) => isSameRow(first, each) && !isDeepStrictEqual(first, each));
  return other && [first, other];
}

/**
 * Rows that a graph may take, the most telling first: two that are drawn from a wide range, two from a narrow one
 * for graphs that look things up, the first row of the example, zeros. Dimensions of any size are as in the example.
 */
export function drawnRows(specs: readonly TensorSpec[], prepared: readonly Tensors[]): readonly ProbePair[] {
  const example = prepared.find((each) => hasRows(each) && rowCount(each) > 0);
  const first = example && sliceRows(example, 0, 1);
  const zeros = zeroFeeds(specs);
  const drawn = [wide, narrow].map((draw) => fillPair(first ?? zeros, draw));
  return [...drawn, ...(first ? [[first, first] as const] : []), [zeros, zeros]];
}

/** Rows of an example that are looked at for two that differ. */
const mostRows = 16;

type Draw = (dtype: DataType, random: number) => Scalar;

function wide(dtype: DataType, random: number): Scalar {
  if (dtype === "string") return `word ${Math.floor(random * 1000)}`;
  if (dtype.startsWith("float")) return random * 4 - 2;
  if (dtype === "bool") return random < 0.5;
  // No zero, which integers are not divided by.
  return 1 + Math.floor(random * 9);
}

function narrow(dtype: DataType, random: number): Scalar {
  if (dtype === "string") return String(Math.floor(random * 10));
  return dtype.startsWith("float") ? random : Math.floor(random * 2);
}

/** Tensors of these shapes; the elements of the pair lie half the range apart. */
function fillPair(like: Tensors, draw: Draw): ProbePair {
  return [fill(like, draw, 0), fill(like, draw, 0.5)];
}

function fill(like: Tensors, draw: Draw, offset: number): Tensors {
  const random = createRandom();
  const filled: Record<string, Tensor> = {};
  for (const [name, { dtype, shape }] of Object.entries(like))
    setOwn(
      filled,
      name,
      fillTensor(dtype, shape, () => draw(dtype, (random() + offset) % 1)),
    );
  return filled;
}

/** Numbers from 0 to 1, the same each time; a linear congruential generator with the constants of Numerical Recipes. */
function createRandom(): () => number {
  let state = 42;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
