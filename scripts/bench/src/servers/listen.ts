import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";

/** Listens on a free port and says which on standard output, as every server of the benchmark does. */
export async function listen(listener: RequestListener): Promise<void> {
  const server = createServer({ noDelay: true }, listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address === "object" && address) console.log(`http://127.0.0.1:${address.port}/`);
}

/** The whole body of a request. */
export function readBody(req: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    req.on("data", (piece: Buffer) => pieces.push(piece));
    req.once("end", () => resolve(Buffer.concat(pieces)));
  });
}
