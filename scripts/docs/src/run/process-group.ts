import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A shell command with all that it starts; nothing of it is left after its disposal. */
export class ProcessGroup implements AsyncDisposable {
  readonly #shell: ChildProcess;
  readonly ended: Promise<Ended>;
  #stdout = "";
  #stderr = "";

  constructor(command: string, options: Pick<SpawnOptions, "cwd" | "env">) {
    this.#shell = spawn("bash", ["-c", command], {
      ...options,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#shell.stdout?.setEncoding("utf8").on("data", (text: string) => (this.#stdout += text));
    this.#shell.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#stderr += text));
    this.ended = once(this.#shell, "close").then(([code, signal]) => ({
      code: typeof code === "number" ? code : 1,
      stdout: this.#stdout,
      stderr: signal === null ? this.#stderr : `${this.#stderr}\nended by ${String(signal)}`,
    }));
  }

  /** What it has printed so far. */
  get output(): string {
    return this.#stdout + this.#stderr;
  }

  get isRunning(): boolean {
    return this.#shell.exitCode === null && this.#shell.signalCode === null;
  }

  /** Sends a signal to all of its processes; those that have ended are left alone. */
  kill(signal: NodeJS.Signals): void {
    if (this.#shell.pid === undefined) return;
    try {
      process.kill(-this.#shell.pid, signal);
    } catch {
      // All of them have ended.
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill("SIGINT");
    const late = setTimeout(() => this.kill("SIGKILL"), 10_000);
    await this.ended;
    clearTimeout(late);
    this.kill("SIGKILL");
  }
}
