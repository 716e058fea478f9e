import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Two ends of one local connection; nothing is read from the far end, so that it can be given to another process. */
export interface SocketPair {
  readonly near: Socket;
  readonly far: Promise<Socket>;
}

/** Makes a pair by a name that no file has and that nobody knows; Linux only. */
export function socketPair(): SocketPair {
  const path = `\0switchyard-${randomUUID()}`;
  const server = createServer({ pauseOnConnect: true }).listen(path);
  const near = connect(path);
  const far = once(server, "connection").then(([socket]: Socket[]) => {
    server.close();
    if (socket) return forgetServer(socket);
    throw new Error("no connection");
  });
  return { near, far };
}

/** Of a socket that knows its server Node keeps a list in both processes when it is sent, and a listener for each. */
function forgetServer(socket: Socket): Socket {
  return Object.assign(socket, { server: undefined });
}
