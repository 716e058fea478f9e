import { serveLink } from "./serve-link.ts";
import { socketLink } from "./socket-link.ts";

/** Where the gateway's `spawn` puts the worker's end of the link. */
const linkFd = 3;

// The gateway decides when a worker ends: a signal to the whole group must not outrun its drain.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);

// Without a gateway there is nobody to answer, and a run must not hold the process.
const endAtOnce = (): void => void process.kill(process.pid, "SIGKILL");
const link = await serveLink((take) => socketLink(linkFd, take).once("close", endAtOnce));
link.off("close", endAtOnce);
link.end();
