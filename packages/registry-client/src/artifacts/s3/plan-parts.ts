import type { ByteRange } from "@switchyard/core";

const defaultPartBytes = 64 * 2 ** 20;
/** S3 takes no more for one object. */
const mostParts = 10_000;

/** The parts in which a file is sent, none larger than needed to stay within what S3 takes. */
export function planParts(sizeBytes: number, partBytes: number = defaultPartBytes): readonly ByteRange[] {
  const each = Math.max(partBytes, Math.ceil(sizeBytes / mostParts));
  const count = Math.max(1, Math.ceil(sizeBytes / each));
  return Array.from({ length: count }, (_, index) => ({
    from: index * each,
    to: Math.min(sizeBytes, (index + 1) * each),
  }));
}
