import { fileURLToPath } from "node:url";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { sourceArguments, type StartWorker } from "@switchyard/core";
import { Piscina } from "piscina";
import { portDuplex } from "./port-duplex.ts";

/**
 * Starts workers as threads of this process: less memory than processes, but a model that crashes takes the
 * gateway along. A thread that is killed finishes its run first.
 */
export function threadWorkers(): StartWorker {
  const filename = fileURLToPath(import.meta.resolve("#serving-thread"));
  return () => {
    const { port1, port2 } = new MessageChannel();
    const pool = new Piscina<MessagePort, void>({
      filename,
      execArgv: sourceArguments(filename),
      minThreads: 1,
      maxThreads: 1,
      recordTiming: false,
    });
    const link = portDuplex(port1);
    const served = pool.run(port2, { transferList: [port2] }).catch(() => undefined);
    const exited = served.then(() => pool.close());
    return { pid: 0, link, exited, kill: () => void link.destroy() };
  };
}
