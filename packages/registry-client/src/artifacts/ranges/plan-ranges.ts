import type { ByteRange } from "@switchyard/core";

export interface RangePlan {
  /** Files below this size are read in one piece. */
  readonly fromBytes: number;
  readonly rangeBytes: number;
}

export const rangePlan: RangePlan = { fromBytes: 16 * 2 ** 20, rangeBytes: 8 * 2 ** 20 };

/** The parts in which a file of this size is read: together they are the file, in its order. */
export function planRanges(
  sizeBytes: number,
  { fromBytes, rangeBytes }: RangePlan = rangePlan,
): readonly ByteRange[] {
  if (sizeBytes === 0) return [];
  if (sizeBytes < fromBytes) return [{ from: 0, to: sizeBytes }];
  return Array.from({ length: Math.ceil(sizeBytes / rangeBytes) }, (_, index) => ({
    from: index * rangeBytes,
    to: Math.min((index + 1) * rangeBytes, sizeBytes),
  }));
}
