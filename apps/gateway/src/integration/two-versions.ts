import { assert, vi, type ExpectStatic } from "vitest";
import type { ChaosStage } from "./chaos-stage.ts";
import type { GatewayProcess } from "./gateway-process.ts";
import { viewModel } from "./gateway-view.ts";
import { ModelLoad } from "./model-load.ts";

/** What is waited for comes within so long. */
export const soon = { timeout: 20_000, interval: 50 };

export interface TwoVersionsOptions {
  readonly stage: ChaosStage;
  readonly gateway: GatewayProcess;
  readonly name: string;
}

/** A served model under load, whose first version multiplies by five and whose second by three. */
export class TwoVersions implements AsyncDisposable {
  readonly #options: TwoVersionsOptions;
  readonly #load: ModelLoad;
  readonly #before: string;
  readonly #seen = new Set<string>();

  private constructor(options: TwoVersionsOptions, load: ModelLoad, before: string) {
    this.#options = options;
    this.#load = load;
    this.#before = before;
  }

  static async publish(stage: ChaosStage, name: string): Promise<void> {
    for (const uri of [stage.logged.five, stage.logged.three]) await stage.publish(name, uri);
  }

  /** Publishes the first version alone, which the gateway discovers. */
  static async discover(options: TwoVersionsOptions): Promise<TwoVersions> {
    const { stage, gateway, name } = options;
    await stage.publish(name, stage.logged.five);
    await vi.waitFor(async () => assert((await viewModel(gateway.url, name)).version === "1"), soon);
    return await TwoVersions.begin(options);
  }

  static async begin(options: TwoVersionsOptions): Promise<TwoVersions> {
    const { gateway, name } = options;
    const { version = "" } = await viewModel(gateway.url, name);
    return new TwoVersions(options, ModelLoad.start(gateway.url, name), version);
  }

  /** Points the alias at the version that does not serve. */
  async move(): Promise<void> {
    const { stage, name } = this.#options;
    await stage.promote(name, this.#other);
  }

  /** Resolves when that version serves; every request was answered, by the one version or by the other. */
  async untilMoved(expect: ExpectStatic): Promise<void> {
    const { gateway, name } = this.#options;
    const wanted = { status: "loaded", version: this.#other };
    await expect.poll(() => viewModel(gateway.url, name), soon).toEqual(wanted);
    const both = [outcomeOf(this.#before), outcomeOf(this.#other)];
    await expect.poll(() => this.outcomes(), soon).toEqual(both);
  }

  /** All that has come so far, each kind once and in the order of its first. */
  async outcomes(): Promise<readonly string[]> {
    for (const outcome of await this.#load.outcomes()) this.#seen.add(outcome);
    return [...this.#seen];
  }

  get #other(): string {
    return this.#before === "1" ? "2" : "1";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#load[Symbol.asyncDispose]();
  }
}

function outcomeOf(version: string): string {
  return version === "1" ? "200 v1 ×5" : "200 v2 ×3";
}
