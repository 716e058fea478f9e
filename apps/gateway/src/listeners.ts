import type { RootModel } from "@switchyard/http";
import { openFronts, type OpenFronts } from "./fronts/open-fronts.ts";
import { onlyModel } from "./only-model.ts";
import type { Listener } from "./open-server.ts";
import { listen, type ListenAt, type ListenOptions } from "./server.ts";
import { drain, type DrainOptions } from "./stop.ts";
import { urlOf } from "./url-of.ts";

export interface Listeners {
  /** Of the gateway's own port. */
  readonly baseUrl: string;
  /** By model: where a port of its own answers at paths such as `/invocations`. */
  readonly ownUrls: ReadonlyMap<string, string>;
  /** Other processes at the gateway's own port, where there are any. */
  readonly fronts: OpenFronts | undefined;
  /** Serves on for the delay, takes no more connections, and waits for the requests that run, in all processes. */
  readonly drain: (options: DrainOptions) => Promise<void>;
}

/** Opens the gateway's port, and one for each model that has its own; none stays open when one cannot be had. */
export async function openListeners(options: ListenOptions, root: RootModel | undefined): Promise<Listeners> {
  const { config, models } = options;
  const opened: Listener[] = [];
  const open = async (at: ListenAt): Promise<string> => {
    const listener = await listen(options, at);
    opened.push(listener);
    return urlOf(listener.server.address());
  };
  try {
    const { port, processes } = config.server;
    const isShared = processes > 1;
    const baseUrl = await open({ port, setting: "--port", served: models.served, root, isShared });
    const ownUrls = new Map<string, string>();
    for (const [model, { port: own }] of Object.entries(config.models)) {
      if (own === undefined) continue;
      const at = { port: own, setting: `models.${model}.port`, root: { model } };
      ownUrls.set(model, await open({ ...at, served: onlyModel(models.served, model) }));
    }
    const fronts = await openFronts({ listening: options, root, port: Number(new URL(baseUrl).port) });
    const drainAll = async (draining: DrainOptions): Promise<void> =>
      void (await Promise.all([drain(opened, draining), fronts?.drain(draining)]));
    return { baseUrl, ownUrls, fronts, drain: drainAll };
  } catch (thrown) {
    for (const { server } of opened) server.close();
    throw thrown;
  }
}
