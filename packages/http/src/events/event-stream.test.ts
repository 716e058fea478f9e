import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { EventStream } from "./event-stream.ts";

test("one who does not read is let go, however much there is to tell", async () => {
  await using server = createServer();
  const answering = new Promise<ServerResponse>((resolve) =>
    server.once("request", (_req, res) => resolve(res)),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const reader = connect(port, "127.0.0.1").pause();
  reader.on("error", () => undefined);
  reader.write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  const res = await answering;
  const stream = new EventStream(res);
  const text = JSON.stringify("x".repeat(64 * 1024));
  for (let sent = 0; !res.destroyed && sent < 2000; sent += 1) {
    stream.send("models", text);
    await nextTurn();
  }
  expect(res.destroyed).toBe(true);
  reader.destroy();
});
