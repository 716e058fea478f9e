import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { isBirthRequest, type BirthRequest, type News } from "./messages.ts";

// The gateway decides when its workers end, and this process with it.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
process.on("disconnect", () => process.exit());

process.on("message", (message, link) => {
  if (isBirthRequest(message) && link instanceof Socket) bear(message, link);
});

/** Its link is fd 3 of the worker, and nobody's else. */
function bear({ id, program, args, env }: BirthRequest, link: Socket): void {
  const child = spawn(program, [...args], { env, stdio: ["ignore", process.stderr, process.stderr, link] });
  link.destroy();
  child.once("exit", () => tell({ kind: "ended", id }));
  child.once("error", () => tell({ kind: "ended", id }));
  if (child.pid !== undefined) tell({ kind: "born", id, pid: child.pid });
}

function tell(news: News): void {
  if (process.connected) process.send?.(news);
}
