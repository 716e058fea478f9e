import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { portOf } from "./port-of.ts";

/** What becomes of connections: bytes pass, wait, are swallowed, or the connection is reset. */
export type TcpFault =
  | { readonly kind: "pass" }
  | { readonly kind: "delay"; readonly delayMs: number }
  | { readonly kind: "hang" }
  | { readonly kind: "reset" };

/** A TCP proxy on loopback in front of a server that speaks no HTTP, such as a database. */
export class TcpFaultProxy implements AsyncDisposable {
  readonly port: number;
  /** What becomes of bytes and connections that come from now on. */
  fault: TcpFault = { kind: "pass" };
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, targetPort: number) {
    this.#server = server;
    this.port = portOf(server);
    server.on("connection", (client: Socket) => this.#join(client, targetPort));
  }

  static async start(targetPort: number): Promise<TcpFaultProxy> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new TcpFaultProxy(server, targetPort);
  }

  /** Resets every connection there is. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(client: Socket, targetPort: number): void {
    if (this.fault.kind === "reset") return void client.resetAndDestroy();
    const server = connect(targetPort, "127.0.0.1");
    this.#carry(client, server);
    this.#carry(server, client);
  }

  #carry(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("data", (bytes: Buffer) => this.#pass(bytes, from, to));
    from.on("end", () => this.#later(() => to.end()));
    from.on("error", () => to.destroy());
    from.on("close", () => {
      this.#sockets.delete(from);
      this.#later(() => to.destroy());
    });
  }

  #pass(bytes: Buffer, from: Socket, to: Socket): void {
    const { kind } = this.fault;
    if (kind === "hang") return;
    if (kind === "reset") return void from.resetAndDestroy();
    this.#later(() => to.write(bytes));
  }

  #later(work: () => void): void {
    if (this.fault.kind === "delay") setTimeout(work, this.fault.delayMs);
    else work();
  }
}
