import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** An answer as it came over the connection. */
export interface RawAnswer {
  readonly status: number;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A client that sends bytes as they are, and reads the answers that come on its connection. */
export class RawClient implements Disposable {
  readonly socket: Socket;
  #text = "";
  #isClosed = false;
  #wake = Promise.withResolvers<void>();

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1").setNoDelay().setEncoding("latin1");
    this.socket.on("error", () => undefined);
    this.socket.on("data", (piece: string) => {
      this.#text += piece;
      this.#wakeUp();
    });
    this.socket.on("close", () => {
      this.#isClosed = true;
      this.#wakeUp();
    });
  }

  send(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  /** The next answer; undefined when the connection is closed before one has come. */
  async next(): Promise<RawAnswer | undefined> {
    for (;;) {
      const answer = this.#take();
      if (answer || this.#isClosed) return answer;
      await this.#wake.promise;
    }
  }

  /** Resolves when the connection is closed; gives what came and was not taken. */
  async closed(): Promise<string> {
    if (!this.#isClosed) await once(this.socket, "close");
    return this.#text;
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }

  #wakeUp(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  #take(): RawAnswer | undefined {
    const end = this.#text.indexOf("\r\n\r\n");
    if (end === -1) return undefined;
    const [first = "", ...lines] = this.#text.slice(0, end).split("\r\n");
    const headers = Object.fromEntries(lines.map(nameAndValue));
    const size = end + 4 + Number(headers["content-length"] ?? 0);
    if (this.#text.length < size) return undefined;
    const body = this.#text.slice(end + 4, size);
    this.#text = this.#text.slice(size);
    return { status: Number(first.split(" ")[1]), headers, body };
  }
}

function nameAndValue(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(": ");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)];
}
