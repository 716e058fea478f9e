import type { MessagePort } from "node:worker_threads";
import { FrameSplitter } from "@switchyard/core";
import { portDuplex } from "./port-duplex.ts";
import { serveLink } from "./serve-link.ts";

/** The life of a worker that is a thread of the gateway. */
async function serve(port: MessagePort): Promise<void> {
  const splitter = new FrameSplitter();
  const link = await serveLink((take) =>
    portDuplex(port).on("data", (piece: Buffer) => take(splitter.push(piece))),
  );
  link.destroy();
}

export default serve;
