import { GatewayError, type ByteRange, type ReadRange } from "@switchyard/core";
import { Retries, type RetryPolicy } from "./retries.ts";

export interface ResumedRead {
  readonly readRange: ReadRange;
  readonly range: ByteRange;
  readonly policy: RetryPolicy;
}

/** So much more, and a connection that breaks has been of use. */
const worthwhileBytes = 256 * 1024;

/** All bytes of a range in order: when the store breaks off, it is asked again for what is missing. */
export async function* resumed(
  { readRange, range, policy }: ResumedRead,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const retries = new Retries(policy);
  let { from } = range;
  while (from < range.to) {
    const asked = { from, to: range.to };
    try {
      for await (const chunk of await readRange(asked, signal)) {
        from += chunk.length;
        checkEnd(from, asked);
        yield chunk;
      }
      if (from < range.to) throw new Error(`the store broke off, ${range.to - from} bytes early`);
    } catch (thrown) {
      if (from - asked.from >= worthwhileBytes) retries.reset();
      await retries.wait(thrown, signal);
    }
  }
}

function checkEnd(from: number, { to }: ByteRange): void {
  if (from > to) throw new GatewayError("load_failed", `the store sent ${from - to} bytes too many`);
}
