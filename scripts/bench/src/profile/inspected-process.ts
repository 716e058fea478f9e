import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

/** Where Node listens when it is asked to by a signal. */
const address = "http://127.0.0.1:9229/json/list";
const [attempts, attemptMs] = [50, 100];

type Answer = Readonly<Record<string, unknown>>;

/** A process of Node under inspection, which needs no preparation. */
export class InspectedProcess implements AsyncDisposable {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #calls = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const { id, result } = JSON.parse(String(data));
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    });
  }

  static async attach(pid: number): Promise<InspectedProcess> {
    process.kill(pid, "SIGUSR1");
    const socket = new WebSocket(await inspectorOf(pid));
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", () => reject(new Error(`cannot inspect process ${pid}`)));
    });
    const inspected = new InspectedProcess(socket);
    const { result } = await inspected.call("Runtime.evaluate", { expression: "process.pid" });
    if (Object(result).value !== pid) throw new Error("another process is being inspected at port 9229");
    return inspected;
  }

  call(method: string, params: object = {}): Promise<Answer> {
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** Frees the port for the next process. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => {
      this.#socket.addEventListener("close", resolve);
    });
    // It answers nothing, since it ends the connection.
    void this.call("Runtime.evaluate", { expression: "setTimeout(() => process._debugEnd())" });
    await closed;
  }
}

async function inspectorOf(pid: number): Promise<string> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const response = await fetch(address).catch(() => undefined);
    const [target] = response ? JSON.parse(await response.text()) : [];
    if (target) return target.webSocketDebuggerUrl;
    await delay(attemptMs);
  }
  throw new Error(`process ${pid} does not let itself be inspected`);
}
