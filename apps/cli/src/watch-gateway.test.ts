import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "vitest";
import { watchCommand } from "./testing/watch-command.ts";

const event = (version: string): string =>
  `event: history\ndata: ${JSON.stringify({ model: "iris", event: { at: "now", kind: "switched", version } })}\n\n`;

test("news are told as they come, also when the gateway has been away; those of others are not", async ({
  expect,
}) => {
  let visits = 0;
  const server = createServer((request, response) => {
    response.setHeader("connection", "close");
    if (request.url !== "/events") return void response.end('{"events":[]}');
    visits += 1;
    response.write(event(String(visits)).replace("iris", visits === 2 ? "topic" : "iris"));
    if (visits < 3) response.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  await using watching = watchCommand(["history", "iris", "--follow", "--json", "--url", url]);
  const versions: unknown[] = [];
  for await (const line of watching.lines) {
    versions.push(JSON.parse(line).event.version);
    if (versions.length === 2) break;
  }
  expect(versions).toEqual(["1", "3"]);
  await watching.interrupt();
  server.closeAllConnections();
  server.close();
});
