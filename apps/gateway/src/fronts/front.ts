import type { Duplex } from "node:stream";
import { answerAtFront, TrafficRecorder } from "@switchyard/http/front";
import { MainLink, type FrontOrder, type FrontSetup } from "@switchyard/serving";
import type { TraceRecorder } from "@switchyard/telemetry";
import { openServer, type Listener } from "../open-server.ts";
import { drain } from "../stop.ts";
import { FrontRequestLog } from "./front-request-log.ts";
import { openFrontTracing } from "./front-tracing.ts";

/** How old what the main process knows of this one's requests may be. */
const tellEveryMs = 1000;

/** A process that takes connections beside the main one: it speaks HTTP, and asks the main process for answers. */
export class Front {
  /** Resolves when it was told to close and its last request has ended; rejects when it cannot listen. */
  readonly ended: Promise<void>;
  readonly #ended = Promise.withResolvers<void>();
  readonly #main: MainLink;
  readonly #requestLog: FrontRequestLog;
  #listener: Promise<Listener> | undefined;
  #names: ReadonlySet<string> = new Set();
  #tracing: TraceRecorder | undefined;
  readonly #traffic = new TrafficRecorder();
  #isStopping = false;

  constructor(link: Duplex) {
    this.ended = this.#ended.promise;
    this.#main = new MainLink(link, (order) => this.#obey(order));
    this.#requestLog = new FrontRequestLog(this.#main);
    const telling = setInterval(() => this.#tell(), tellEveryMs).unref();
    link.once("close", () => clearInterval(telling));
  }

  #obey(order: FrontOrder): void {
    if (order.kind === "setup") this.#listen(order);
    if (order.kind === "names") this.#names = new Set(order.names);
    if (order.kind === "request lines") this.#requestLog.share = order.share;
    if (order.kind === "stopping") this.#isStopping = true;
    if (order.kind === "close") void this.#close(order.timeoutMs).then(this.#ended.resolve);
  }

  #listen(setup: FrontSetup): void {
    this.#listener = this.#open(setup);
    this.#listener.then(() => this.#main.listening(), this.#ended.reject);
  }

  async #open({ host, port, tracing, ...setup }: FrontSetup): Promise<Listener> {
    this.#tracing = await openFrontTracing(tracing, this.#main);
    const options = {
      ...setup,
      backend: this.#main,
      isModel: (name: string) => this.#names.has(name),
      isStopping: () => this.#isStopping,
      tracing: this.#tracing,
      requestLog: this.#requestLog,
      traffic: this.#traffic,
    };
    return await openServer(
      { host, port, isShared: true },
      {
        setting: "--port",
        answer: (server) => answerAtFront(server, options),
        onError: (error) => this.#ended.reject(error),
      },
    );
  }

  #tell(): void {
    this.#main.counted(this.#traffic.take());
  }

  async #close(timeoutMs: number): Promise<void> {
    const listener = await this.#listener;
    if (listener) await drain([listener], { delayMs: 0, timeoutMs });
    await this.#tracing?.[Symbol.asyncDispose]();
  }
}
