import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import process from "node:process";

/** Answers each body of JSON on the port that the command line names first. */
export async function answerBodies(answer: (body: unknown) => Buffer | Promise<Buffer>): Promise<void> {
  const server = createServer({ noDelay: true }, async (req, res) => {
    write(res, await answer(JSON.parse((await readBody(req)).toString())));
  }).listen(Number(process.argv[2]), "127.0.0.1");
  await once(server, "listening");
}

function write(res: ServerResponse, body: Buffer): void {
  res.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length }).end(body);
}

function readBody(req: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    req.on("data", (piece: Buffer) => pieces.push(piece));
    req.once("end", () => resolve(Buffer.concat(pieces)));
  });
}
