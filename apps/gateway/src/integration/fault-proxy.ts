import { once } from "node:events";
import {
  Agent,
  createServer,
  request as ask,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { portOf } from "./port-of.ts";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";

/** What becomes of a request. */
export type Fault =
  | { readonly kind: "pass" }
  | { readonly kind: "delay"; readonly delayMs: number }
  /** Taken and never answered. */
  | { readonly kind: "hang" }
  | { readonly kind: "reset" }
  /** Answered by the proxy: an error of the server, or what no server would say. */
  | { readonly kind: "answer"; readonly status: number; readonly contentType: string; readonly body: string }
  /** Cut off after so many bytes of its body: by a reset, or by an end that looks like a proper one. */
  | { readonly kind: "truncate"; readonly afterBytes: number; readonly end: "reset" | "clean" };

/** Ways to answer that are no answer. */
export const nonsense: Readonly<Record<"failure" | "page" | "emptyObject" | "brokenJson", Fault>> = {
  failure: { kind: "answer", status: 500, contentType: "text/plain", body: "Internal Server Error" },
  page: { kind: "answer", status: 200, contentType: "text/html", body: "<!doctype html><p>Welcome</p>" },
  emptyObject: { kind: "answer", status: 200, contentType: "application/json", body: "{}" },
  brokenJson: { kind: "answer", status: 200, contentType: "application/json", body: '{"files": [' },
};

/** What a fault may depend on. */
export interface HeardRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
}

/** An HTTP proxy on loopback in front of one server, whose faults can be changed while it runs. */
export class FaultProxy implements AsyncDisposable {
  readonly url: string;
  /** Every request, in order. */
  readonly heard: HeardRequest[] = [];
  /** What becomes of the requests that come from now on. */
  fault: Fault | ((request: HeardRequest) => Fault | Promise<Fault>) = { kind: "pass" };
  readonly #server: Server;
  readonly #target: URL;
  readonly #agent = new Agent({ keepAlive: true });

  private constructor(server: Server, target: string) {
    this.#server = server;
    this.#target = new URL(target);
    this.url = `http://127.0.0.1:${portOf(server)}`;
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      void this.#respond(request, response).catch(() => response.destroy());
    });
  }

  static async start(target: string): Promise<FaultProxy> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new FaultProxy(server, target);
  }

  /** Listens no more, so that connections are refused. */
  async shut(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  /** Listens again where it did. */
  async open(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(Number(new URL(this.url).port), "127.0.0.1");
    await once(this.#server, "listening");
  }

  /** Resets every connection there is. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    if (this.#server.listening) await this.shut();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = request;
    const heard = { method, url, headers };
    this.heard.push(heard);
    const fault = typeof this.fault === "function" ? await this.fault(heard) : this.fault;
    if (fault.kind === "hang") return;
    if (fault.kind === "reset") return void request.socket.resetAndDestroy();
    if (fault.kind === "answer") return answer(request, response, fault);
    if (fault.kind === "delay") await delay(fault.delayMs);
    await this.#forward(request, response, fault);
  }

  /** The host name stays as it was asked for: signatures cover it. */
  async #forward(request: IncomingMessage, response: ServerResponse, fault: Fault): Promise<void> {
    const { hostname, port } = this.#target;
    const { method, url: path, headers } = request;
    const asked = ask({ hostname, port, method, path, headers, agent: this.#agent });
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    asked.once("response", resolve).once("error", reject);
    const [answered] = await Promise.all([promise, pipeline(request, asked)]);
    const given = { ...answered.headers };
    if (fault.kind === "truncate" && fault.end === "clean") delete given["content-length"];
    response.writeHead(answered.statusCode ?? 502, given);
    if (fault.kind === "truncate") await pipeline(answered, cutting(fault, request), response);
    else await pipeline(answered, response);
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, body }: Extract<Fault, { kind: "answer" }>,
): void {
  request.resume();
  response.writeHead(status, { "content-type": contentType }).end(body);
}

function cutting(
  { afterBytes, end }: Extract<Fault, { kind: "truncate" }>,
  { socket }: IncomingMessage,
): Transform {
  let left = afterBytes;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      const kept = chunk.subarray(0, Math.max(left, 0));
      left -= chunk.length;
      this.push(kept);
      if (left < 0 && end === "reset") setImmediate(() => socket.resetAndDestroy());
      done();
    },
  });
}
