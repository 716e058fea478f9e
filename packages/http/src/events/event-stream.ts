import type { ServerResponse } from "node:http";

/** What one listener may leave unread; a page reads a second's news in no time. */
const mostUnreadBytes = 1024 * 1024;

/** Server-sent events to one listener, who is let go when it does not read. */
export class EventStream {
  readonly #res: ServerResponse;

  constructor(res: ServerResponse) {
    this.#res = res;
    res.writeHead(200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store",
      "X-Accel-Buffering": "no",
    });
    res.write("retry: 2000\n\n");
  }

  /** An event with its data as JSON. */
  send(event: string, json: string): void {
    this.#write(`event: ${event}\ndata: ${json}\n\n`);
  }

  /** Tells proxies that the connection lives. */
  beat(): void {
    this.#write(": still here\n\n");
  }

  end(): void {
    this.#res.end();
  }

  #write(text: string): void {
    if (this.#res.writableLength > mostUnreadBytes) return void this.#res.destroy();
    this.#res.write(text);
  }
}
