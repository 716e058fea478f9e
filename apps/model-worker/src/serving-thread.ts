import type { MessagePort } from "node:worker_threads";
import { portDuplex } from "./port-duplex.ts";
import { serveLink } from "./serve-link.ts";

/** The life of a worker that is a thread of the gateway. */
async function serve(port: MessagePort): Promise<void> {
  const link = portDuplex(port);
  await serveLink(link);
  link.destroy();
}

export default serve;
