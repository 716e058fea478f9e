import type { Server } from "node:http";
import type { Socket } from "node:net";

const unused = new WeakMap<Server, Set<Socket>>();

/** Keeps in mind which connections have not had a request: Node does not count these as idle. */
export function watchUnused(server: Server): void {
  const sockets = new Set<Socket>();
  unused.set(server, sockets);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("request", ({ socket }) => sockets.delete(socket));
}

/** Closes connections on which nobody has asked anything; clients open such ones to be quicker later. */
export function closeUnused(server: Server): void {
  for (const socket of unused.get(server) ?? []) socket.destroy();
}
