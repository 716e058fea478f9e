import { once } from "node:events";
import { createServer } from "node:net";

/**
 * A port of this machine that nothing listens on. It is none of those that the system gives to connections, and to
 * whoever listens on any: one of them may be taken before the program listens that it was found for.
 */
export async function freePort() {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

async function isFree(port) {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  await once(server.close(), "close");
  return true;
}
