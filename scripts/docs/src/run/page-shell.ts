import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PortMap } from "./port-map.ts";
import { type Ended, ProcessGroup } from "./process-group.ts";
import { untilReady } from "./until-ready.ts";

export interface PageShellOptions {
  /** Where the first command runs. */
  readonly folder: string;
  /** Where the shell keeps its variables between commands. */
  readonly state: string;
  readonly env: Readonly<Record<string, string>>;
  readonly ports: PortMap;
}

/** The terminals of one page: a command finds the folder and the variables that the one before left. */
export class PageShell implements AsyncDisposable {
  readonly #options: PageShellOptions;
  readonly #servers = new Map<string, ProcessGroup>();

  constructor(options: PageShellOptions) {
    this.#options = options;
  }

  /** Runs a command to its end; what it printed has the page's own ports. */
  async run(command: string, limitMs: number): Promise<Ended> {
    const { ports, state } = this.#options;
    const keep = `trap 'export -p >"${state}.env"; pwd >"${state}.cwd"' EXIT`;
    const group = await this.#start(`${keep}\nset -a\n${ports.toFree(command)}`);
    const late = setTimeout(() => group.kill("SIGKILL"), limitMs);
    const ended = await group.ended;
    clearTimeout(late);
    return { ...ended, stdout: ports.toPage(ended.stdout), stderr: ports.toPage(ended.stderr) };
  }

  /** Starts a server in the place of the one at the same address, and resolves when that answers. */
  async serve(command: string, address: string): Promise<void> {
    const url = this.#options.ports.toFree(address);
    await this.#servers.get(url)?.[Symbol.asyncDispose]();
    const server = await this.#start(this.#options.ports.toFree(command));
    this.#servers.set(url, server);
    if (await untilReady(url, () => server.isRunning)) return;
    await server[Symbol.asyncDispose]();
    throw new Error(`does not answer at ${address}:\n${server.output.slice(-3000)}`);
  }

  /** Writes a file that the page shows. */
  async write(name: string, text: string): Promise<void> {
    await writeFile(join(this.#options.folder, name), this.#options.ports.toFree(text));
  }

  async #start(command: string): Promise<ProcessGroup> {
    const { folder, state, env } = this.#options;
    const cwd = (await readFile(`${state}.cwd`, "utf8").catch(() => folder)).trim();
    const variables = `[ ! -e "${state}.env" ] || . "${state}.env"`;
    return new ProcessGroup(`${variables}\n${command}`, { cwd, env });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers.values()) await server[Symbol.asyncDispose]();
  }
}
