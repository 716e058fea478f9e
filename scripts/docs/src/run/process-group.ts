import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ends the group once the other end of descriptor 3 is closed: with the command, or with the process that started it. */
const watch = "{ read -r -u 3 _; kill -KILL 0; } </dev/null >/dev/null 2>&1 & disown; exec 3<&-";

/** A shell command with all that it starts; nothing of it outlives the command, its disposal, or this process. */
export class ProcessGroup implements AsyncDisposable {
  readonly #shell: ChildProcess;
  readonly ended: Promise<Ended>;
  #stdout = "";
  #stderr = "";

  constructor(command: string, options: Pick<SpawnOptions, "cwd" | "env">) {
    this.#shell = spawn("bash", ["-c", `${watch}\n${command}`], {
      ...options,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    this.#shell.once("exit", () => this.#shell.stdio[3]?.destroy());
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
