import { randomNumbers } from "./random-numbers.ts";

/** A flower. */
export const irisRow: readonly number[] = [5.1, 3.5, 1.4, 0.2];

/** The flower with the names of its columns. */
export const irisFrame: object = {
  dataframe_split: {
    columns: ["sepal_length", "sepal_width", "petal_length", "petal_width"],
    data: [irisRow],
  },
};

/** 512 numbers of seven digits. */
export function mlpRow(): readonly number[] {
  const random = randomNumbers(5);
  return Array.from({ length: 512 }, () => Number((random() * 2 - 1).toPrecision(7)));
}
