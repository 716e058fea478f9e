import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isWell, parseContainers, type Container } from "./container.ts";
import type { Docker } from "./docker.ts";

const folder = join(import.meta.dirname, "../../../../../deploy/compose");

export interface ProjectOptions {
  readonly docker: Docker;
  /** The folder in `deploy/compose`. */
  readonly system: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The containers of one of our compose files; nothing of them outlives its disposal. */
export class ComposeProject implements AsyncDisposable {
  readonly #docker: Docker;
  readonly #system: string;
  readonly #name: string;
  readonly #env: Readonly<Record<string, string>>;

  private constructor({ docker, system, env }: ProjectOptions) {
    this.#docker = docker;
    this.#system = system;
    this.#env = env;
    this.#name = `${system}-${process.pid}`;
  }

  /** Resolves when every container that stays is healthy. */
  static async up(options: ProjectOptions): Promise<ComposeProject> {
    const project = new ComposeProject(options);
    try {
      await project.compose("up", "--detach");
      await project.healthy();
      return project;
    } catch (thrown) {
      const log = await project.compose("logs", "--tail=15", "--no-color").catch(String);
      await project[Symbol.asyncDispose]();
      throw new Error(`the containers of ${options.system} are not well:\n${log}`, { cause: thrown });
    }
  }

  async compose(...args: readonly string[]): Promise<string> {
    const command = ["docker-compose", "--project-name", this.#name, ...args] as const;
    return await this.#docker.run(command, this.#env, join(folder, this.#system));
  }

  /** Resolves when all that stay, or those named, are healthy; throws who is not after two minutes. */
  async healthy(...services: readonly string[]): Promise<void> {
    const endMs = Date.now() + 120_000;
    for (;;) {
      const all = await this.containers();
      const named = all.filter((each) => services.length === 0 || services.includes(each.service));
      const unwell = named.filter((each) => !isWell(each));
      if (named.length > 0 && unwell.length === 0) return;
      if (Date.now() > endMs)
        throw new Error(`not healthy: ${unwell.map(({ service }) => service).join(", ")}`);
      await delay(200);
    }
  }

  async container(service: string): Promise<Container> {
    const found = (await this.containers()).find((each) => each.service === service);
    if (!found) throw new Error(`no container of ${service}`);
    return found;
  }

  async containers(): Promise<readonly Container[]> {
    const ids = await this.#docker.run(["docker", "ps", "--all", "--quiet", ...this.#filter()]);
    if (ids === "") return [];
    return parseContainers(await this.#docker.run(["docker", "inspect", ...ids.split("\n")]));
  }

  async volumes(): Promise<readonly string[]> {
    const names = await this.#docker.run(["docker", "volume", "ls", "--quiet", ...this.#filter()]);
    return names === "" ? [] : names.split("\n");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.compose("down", "--volumes", "--remove-orphans", "--timeout=20");
  }

  #filter(): readonly string[] {
    return ["--filter", `label=com.docker.compose.project=${this.#name}`];
  }
}
