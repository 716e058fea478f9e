import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { test } from "vitest";
import { FaultProxy, nonsense, type Fault } from "./fault-proxy.ts";
import { TcpFaultProxy } from "./fault-proxy-tcp.ts";
import { portOf } from "./port-of.ts";

/** A server that answers every request with its own body, or a thousand letters. */
class Echo implements AsyncDisposable {
  readonly #server = createServer((request, response) => {
    if (request.method === "POST") request.pipe(response);
    else response.end("x".repeat(1000));
  });

  get port(): number {
    return portOf(this.#server);
  }

  static async start(): Promise<Echo> {
    const echo = new Echo();
    echo.#server.listen(0, "127.0.0.1");
    await once(echo.#server, "listening");
    return echo;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

test("passes what nobody disturbs", async ({ expect }) => {
  await using echo = await Echo.start();
  await using proxy = await FaultProxy.start(`http://127.0.0.1:${echo.port}`);
  const response = await fetch(`${proxy.url}/a?b`, { method: "POST", body: "hello" });
  expect(await response.text()).toBe("hello");
  expect(proxy.heard.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /a?b"]);
});

test.for([
  [{ kind: "delay", delayMs: 50 }, 200, "x".repeat(1000)],
  [nonsense.failure, 500, "Internal Server Error"],
  [nonsense.emptyObject, 200, "{}"],
  [{ kind: "truncate", afterBytes: 10, end: "clean" }, 200, "x".repeat(10)],
  [{ kind: "truncate", afterBytes: 10, end: "reset" }, 200, "broken"],
  [{ kind: "reset" }, 0, "broken"],
  [{ kind: "hang" }, 0, "broken"],
] as const satisfies [Fault, number, string][])("%j", async ([fault, status, body], { expect }) => {
  await using echo = await Echo.start();
  await using proxy = await FaultProxy.start(`http://127.0.0.1:${echo.port}`);
  proxy.fault = fault;
  const response = await fetch(proxy.url, { signal: AbortSignal.timeout(500) }).catch(() => undefined);
  expect(response?.status ?? 0).toBe(status);
  expect((await response?.text().catch(() => "broken")) ?? "broken").toBe(body);
});

test.for(["pass", "reset", "hang", "delay"] as const)("a TCP connection: %s", async (kind, { expect }) => {
  await using echo = await Echo.start();
  await using proxy = await TcpFaultProxy.start(echo.port);
  proxy.fault = kind === "delay" ? { kind, delayMs: 20 } : { kind };
  const socket = connect(proxy.port, "127.0.0.1");
  socket.write("GET / HTTP/1.0\r\n\r\n");
  socket.setTimeout(300, () => socket.destroy(new Error("nothing came")));
  const outcome = await Promise.race([
    once(socket, "data").then(([bytes]) => String(bytes).slice(0, 15)),
    once(socket, "close").then(() => "closed"),
  ]).catch((error: Error) => error.message);
  const expected = { pass: /^HTTP/, delay: /^HTTP/, reset: /ECONNRESET|closed/, hang: /nothing came/ };
  expect(outcome).toMatch(expected[kind]);
  socket.destroy();
});
