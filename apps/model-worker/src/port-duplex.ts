import { Duplex } from "node:stream";
import type { MessagePort } from "node:worker_threads";

/** A message port as a stream of bytes, so that the link is the same between threads as between processes. */
export function portDuplex(port: MessagePort): Duplex {
  const duplex = new Duplex({
    read: () => undefined,
    write(chunk: Uint8Array, _encoding, done) {
      const bytes = Uint8Array.from(chunk);
      port.postMessage(bytes, [bytes.buffer]);
      done();
    },
    destroy(error, done) {
      port.close();
      done(error);
    },
  });
  port.on("message", (bytes: Uint8Array) =>
    duplex.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
  );
  port.once("close", () => duplex.destroy());
  return duplex;
}
