import { Socket } from "node:net";
import { Front } from "./front.ts";

/** Where the main process puts a front's end of the link. */
const linkFd = 3;

// The main process decides when a front ends: a signal to the whole group must not outrun its drain.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);

const link = new Socket({ fd: linkFd, readable: true, writable: true });
// Without the main process there is nothing that could answer.
link.once("close", () => process.kill(process.pid, "SIGKILL"));
await new Front(link).ended;
process.exit(0);
