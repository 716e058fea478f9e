import type { Readable } from "node:stream";

/** The chunks of a stream, which fails when no chunk comes for so long. */
export async function* unstalled(stream: Readable, timeoutMs: number): AsyncGenerator<Uint8Array> {
  const timer = setTimeout(() => stream.destroy(new Error(`no bytes for ${timeoutMs} ms`)), timeoutMs);
  try {
    for await (const chunk of stream) {
      timer.refresh();
      yield chunk;
      timer.refresh();
    }
  } finally {
    clearTimeout(timer);
  }
}
