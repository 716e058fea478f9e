import { setTimeout as delay } from "node:timers/promises";
import { GatewayError } from "@switchyard/core";
import { z } from "zod";
import type { GatewayClient } from "./gateway-client.ts";

const listing = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      uri: z.string(),
      status: z.string(),
      version: z.string().optional(),
      reason: z.string().optional(),
      held: z.object({ version: z.string(), reason: z.string(), since: z.string() }).optional(),
    }),
  ),
});

type Model = z.infer<typeof listing>["models"][number];

export interface VersionWatchOptions {
  readonly client: GatewayClient;
  /** The URI that the gateway's models follow. */
  readonly uri: string;
  /** What it is about to mean. */
  readonly version: string;
}

const pauseMs = 200;

/** Watches a gateway take over what a URI means; begun before that changes, it knows what was so already. */
export class VersionWatch {
  readonly #options: VersionWatchOptions;
  readonly #before: readonly Model[];

  private constructor(options: VersionWatchOptions, before: readonly Model[]) {
    this.#options = options;
    this.#before = before;
  }

  /** Throws `model_not_found` when no model of the gateway follows that URI. */
  static async begin(options: VersionWatchOptions): Promise<VersionWatch> {
    const before = await followers(options);
    if (before.length > 0) return new VersionWatch(options, before);
    throw new GatewayError("model_not_found", `no model of the gateway follows ${options.uri}`);
  }

  /**
   * The names of the models once all of them serve the version. Throws `version_refused` when the gateway holds
   * it back, `deadline_exceeded` when it does not come in time, both with the gateway's reason.
   */
  async served(timeoutMs: number, signal: AbortSignal): Promise<readonly string[]> {
    const untilMs = performance.now() + timeoutMs;
    await this.#hurry();
    for (;;) {
      const models = await followers(this.#options);
      for (const model of models) this.#checkNotHeld(model);
      const waiting = models.filter((model) => !this.#isServed(model));
      if (waiting.length === 0 && models.length > 0) return models.map(({ name }) => name);
      if (performance.now() >= untilMs) throw this.#late(waiting);
      await delay(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }

  /** The gateway looks by itself before long; whoever may, makes it look now. */
  async #hurry(): Promise<void> {
    for (const { name } of this.#before)
      await this.#options.client.post(`/models/${encodeURIComponent(name)}/reload?wait=false`);
  }

  #isServed({ status, version }: Model): boolean {
    return status === "ready" && version === this.#options.version;
  }

  #checkNotHeld({ name, held }: Model): void {
    const before = this.#before.find((each) => each.name === name)?.held;
    if (held?.version !== this.#options.version || held.since === before?.since) return;
    throw new GatewayError(
      "version_refused",
      `${name}: the gateway holds version ${held.version} back: ${held.reason}`,
    );
  }

  #late(waiting: readonly Model[]): GatewayError {
    const reasons = waiting.map(
      ({ name, version = "nothing", reason, held }) =>
        `${name} serves ${version} (${reason ?? held?.reason ?? "no reason is given"})`,
    );
    return new GatewayError(
      "deadline_exceeded",
      `the gateway does not serve version ${this.#options.version} yet: ${reasons.join(", ") || "it follows the alias no more"}`,
    );
  }
}

async function followers({ client, uri }: VersionWatchOptions): Promise<readonly Model[]> {
  const { ok, status, body } = await client.get("/models");
  const parsed = listing.safeParse(body);
  if (ok && parsed.success) return parsed.data.models.filter((each) => each.uri === uri);
  throw new GatewayError("permission_denied", `the gateway does not list its models (status ${status})`);
}
