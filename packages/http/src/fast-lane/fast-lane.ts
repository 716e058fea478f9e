import type { Server } from "node:http";
import { Socket } from "node:net";
import { FastConnection, type FastConnectionOptions } from "./fast-connection.ts";

export interface FastLaneOptions extends Pick<
  FastConnectionOptions,
  "inference" | "findTarget" | "isStopping"
> {
  readonly maxBodyBytes: number;
}

/** Larger bodies gain nothing here. */
const largestBody = 4 * 1024 * 1024;

/** At least so often connections are looked at that may have taken too long, in milliseconds. */
const longestLookMs = 5000;

/**
 * Answers plain inference requests of a server from its connections' bytes, without Node's HTTP server; a connection
 * with anything else on it goes to that one, as it came, and stays there. The server's timeouts hold here too; what
 * closes its connections does not know of these, and is asked of the lane.
 */
export class FastLane {
  readonly #server: Server;
  readonly #connections = new Set<FastConnection>();
  readonly #others: ReturnType<Server["listeners"]>;
  readonly #options: FastConnectionOptions;
  #timer: NodeJS.Timeout | undefined;

  /** Whoever listens for the server's connections so far hears only of those that are handed over. */
  constructor(server: Server, { maxBodyBytes, ...options }: FastLaneOptions) {
    this.#server = server;
    this.#options = {
      ...options,
      maxBodyBytes: Math.min(maxBodyBytes, largestBody),
      keepAliveSeconds: Math.floor(server.keepAliveTimeout / 1000),
      handOver: (socket, bytes) => this.#handOver(socket, bytes),
      onLeft: (connection) => this.#connections.delete(connection),
    };
    this.#others = server.listeners("connection");
    server.removeAllListeners("connection").on("connection", (socket) => this.#accept(socket));
  }

  /** Ends connections between two requests. */
  closeIdle(): void {
    this.#closeIn("idle");
  }

  /** Ends connections on which nobody has asked anything. */
  closeUnused(): void {
    this.#closeIn("unused");
  }

  closeAll(): void {
    for (const connection of this.#connections) connection.destroy();
  }

  #closeIn(state: "idle" | "unused"): void {
    for (const connection of this.#connections) if (connection.state === state) connection.close();
  }

  #accept(socket: Socket): void {
    this.#connections.add(new FastConnection(socket, this.#options));
    if (!this.#timer) this.#lookLater();
  }

  #handOver(socket: Socket, bytes: Buffer): void {
    for (const listener of this.#others) Reflect.apply(listener, this.#server, [socket]);
    socket.emit("data", bytes);
  }

  /** One timer for all of them: a request costs none. */
  #lookLater(): void {
    const { headersTimeout, keepAliveTimeout, requestTimeout } = this.#server;
    const times = [headersTimeout, keepAliveTimeout, requestTimeout].filter((ms) => ms > 0);
    this.#timer = setTimeout(() => this.#look(), Math.min(...times.map((ms) => ms / 4), longestLookMs));
    this.#timer.unref();
  }

  #look(): void {
    this.#timer = undefined;
    const nowMs = Date.now();
    for (const connection of this.#connections) this.#endIfLate(connection, nowMs);
    if (this.#connections.size > 0) this.#lookLater();
  }

  #endIfLate(connection: FastConnection, nowMs: number): void {
    const { headersTimeout, keepAliveTimeout, keepAliveTimeoutBuffer, requestTimeout } = this.#server;
    const forMs = nowMs - connection.sinceMs;
    const isLate = (limitMs: number, graceMs = 0): boolean => limitMs > 0 && forMs > limitMs + graceMs;
    if (connection.state === "unused" && isLate(headersTimeout)) connection.timeOut();
    if (connection.state === "receiving" && isLate(requestTimeout)) connection.timeOut();
    if (connection.state === "idle" && isLate(keepAliveTimeout, keepAliveTimeoutBuffer)) connection.destroy();
  }
}
